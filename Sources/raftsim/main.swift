import Commands

Raftsim.main()

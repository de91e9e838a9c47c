Program.raftsim.main()

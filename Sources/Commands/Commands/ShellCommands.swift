/// `raftsim completion` and `raftsim man`: the commands and options, for shells and for `man`.
enum ShellCommands {
  private enum Shell: String, CaseIterable { case bash, zsh, fish }

  private static let shell = PositionalSpec("SHELL", "bash, zsh or fish", values: .cases(of: Shell.self))

  /// - Parameter program: the program that is described.
  static func completion(of program: @escaping @Sendable () -> Program) -> Subcommand {
    let spec = CommandSpec(
      name: "completion", summary: "Print a script that completes command lines in a shell", positionals: [shell],
      examples: [
        .init("source <(raftsim completion bash)", "In ~/.bashrc."),
        .init("raftsim completion zsh > ~/.zfunc/_raftsim", "For a directory in $fpath, before compinit."),
        .init("raftsim completion fish > ~/.config/fish/completions/raftsim.fish", "fish finds it there."),
      ],
      exitCodes: [.ok, .usage, .internal])
    return Subcommand(spec: spec) { arguments, console in
      let shell: Shell = try arguments.value(shell).choice()
      console.output.write(script(shell, program().specs))
      return .ok
    }
  }

  private static func script(_ shell: Shell, _ commands: [CommandSpec]) -> String {
    switch shell {
    case .bash: BashCompletion(commands: commands).text
    case .zsh: ZshCompletion(commands: commands).text
    case .fish: FishCompletion(commands: commands).text
    }
  }

  /// - Parameter program: the program that is described.
  static func man(of program: @escaping @Sendable () -> Program) -> Subcommand {
    let spec = CommandSpec(
      name: "man", summary: "Print the manual page",
      examples: [
        .init("raftsim man | man -l -", "Read it."),
        .init("raftsim man > ~/.local/share/man/man1/raftsim.1", "Install it for 'man raftsim'."),
      ],
      exitCodes: [.ok, .usage, .internal])
    return Subcommand(spec: spec) { _, console in
      console.output.write(ManPage(program: program()).text)
      return .ok
    }
  }
}

import Glibc

/// What `posix_spawn` does in the child before the program runs.
struct SpawnActions: ~Copyable {
  private var files = posix_spawn_file_actions_t()
  private var attributes = posix_spawnattr_t()

  init() {
    posix_spawn_file_actions_init(&files)
    posix_spawnattr_init(&attributes)
    // A group of its own, so that a signal reaches everything that the child starts, and Ctrl-C reaches only this
    // process.
    posix_spawnattr_setpgroup(&attributes, 0)
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    posix_spawnattr_setflags(&attributes, Int16(flags))
  }

  deinit {
    var (files, attributes) = (files, attributes)
    posix_spawn_file_actions_destroy(&files)
    posix_spawnattr_destroy(&attributes)
  }

  /// Gives the child the descriptor `number` under the name `name`.
  mutating func duplicate(_ number: Int32, as name: Int32) {
    posix_spawn_file_actions_adddup2(&files, number, name)
  }

  /// Gives the child the null device under the name `name`.
  mutating func openNull(as name: Int32) {
    posix_spawn_file_actions_addopen(&files, name, "/dev/null", O_WRONLY, 0)
  }

  /// Starts the program, with the environment of this process.
  func spawn(_ program: String, _ arguments: [String]) throws(ChildProcessError) -> pid_t {
    var (files, attributes) = (files, attributes)
    var id: pid_t = 0
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    let code = posix_spawnp(&id, program, &files, &attributes, words, environ)
    guard code == 0 else { throw .notStarted(program: program, errno: code) }
    return id
  }
}

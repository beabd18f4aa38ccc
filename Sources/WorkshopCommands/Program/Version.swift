/// What the program calls itself; `workshop --version` and the server's status show it.
enum Version {
    static let current = "0.1.0"
}

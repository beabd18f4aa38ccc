/// Who does the work of a row.
enum Contestant: String, CaseIterable {
    case workshop
    case redis
    case nats
    case nchan
    case mosquitto
    /// A C program that does the least that anybody must do.
    case floor
    case sqlite
    case openssl
    case copy
    case nginx

    /// As the results call it.
    var title: String {
        switch self {
        case .workshop, .redis, .nats, .nchan, .mosquitto, .nginx: rawValue
        case .floor: "C floor"
        case .sqlite: "SQLite alone"
        case .openssl: "openssl"
        case .copy: "cp and fsync"
        }
    }
}

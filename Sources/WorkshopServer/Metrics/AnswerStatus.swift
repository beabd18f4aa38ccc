import WorkshopModel

/// The statuses that answers have.
enum AnswerStatus {
    /// Those of answers, then those of errors, then 0 for whatever is none of them.
    static let all = [200, 201, 204, 206, 304, 308] + APIError.Code.allCases.map(\.status) + [0]

    private static let places: [UInt8] = {
        var places = [UInt8](repeating: UInt8(all.count - 1), count: 600)
        for (place, status) in all.enumerated() { places[status] = UInt8(place) }
        return places
    }()

    /// Its index among ``all``.
    static func place(of status: Int) -> Int {
        places.indices.contains(status) ? Int(places[status]) : all.count - 1
    }
}

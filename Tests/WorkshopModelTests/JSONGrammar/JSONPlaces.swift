import WorkshopModel

/// Why bytes are no JSON text; `nil` where they are one.
func refusal(of bytes: [UInt8]) -> JSONError? {
    do throws(JSONError) {
        _ = try JSONText(parsing: bytes)
        return nil
    } catch {
        return error
    }
}

func refusal(of text: String) -> JSONError? { refusal(of: Array(text.utf8)) }

/// Texts with something at every place where the grammar has a value.
func everyPlace(of value: String) -> [String] {
    everyPlace(of: Array(value.utf8)).map { String(decoding: $0, as: UTF8.self) }
}

func everyPlace(of value: [UInt8]) -> [[UInt8]] {
    let around = [
        ("", ""), (" ", " "), ("[", "]"), ("[ ", " ]"), ("[", ",0]"), ("[0,", "]"), ("[0,", ",0]"),
        ("{\"k\":", "}"), ("{\"k\": ", " }"), ("{\"k\":", ",\"l\":0}"), ("{\"j\":0,\"k\":", "}"),
        ("[[{\"k\":[", "]}]]"),
    ]
    return around.map { before, after in Array(before.utf8) + value + Array(after.utf8) }
}

import WorkshopModel

extension Reader {
    /// Reads picked rows until the page is full; at least one.
    func historyPage(
        _ rest: HistoryRest, byteLimit: Int
    ) throws(SQLiteError) -> HistoryPage {
        try connection.reading { () throws(SQLiteError) in
            let messages = try MessageRows(on: connection)
            var lines: [UInt8] = []
            var rows = rest.rows
            while let rowID = rows.popFirst() {
                guard let line = try messages.line(rowID) else { continue }
                lines += line
                lines.append(UInt8(ascii: "\n"))
                if lines.count >= byteLimit { break }
            }
            return HistoryPage(lines: lines, rest: rows.isEmpty ? nil : HistoryRest(rows: rows))
        }
    }
}

extension ReaderPool {
    /// Picks the rows, other reads in between, then reads the first page.
    func history(
        _ pick: HistoryPick, byteLimit: Int, completion: @escaping Completion<HistoryPage>
    ) {
        submit(
            { [self] reader in
                var pick = pick
                do throws(SQLiteError) {
                    guard try pick.slice(on: reader) else {
                        return history(pick, byteLimit: byteLimit, completion: completion)
                    }
                    let rest = HistoryRest(rows: pick.rows)
                    completion(.success(try reader.historyPage(rest, byteLimit: byteLimit)))
                } catch {
                    completion(.failure(error.apiError))
                }
            }, refused: { completion(.failure($0)) })
    }
}

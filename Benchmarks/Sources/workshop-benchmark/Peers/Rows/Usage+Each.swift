import WorkshopBench

extension Usage {
    /// What the server's processes took for each of so many things done.
    func serverFigure(each count: Int) -> Figure {
        Figure("server cpu each", (server?.total ?? 0) / Double(max(count, 1)), .seconds)
    }
}

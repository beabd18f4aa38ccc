/// Is told of every message that comes on a stream.
package protocol DeliveryObserver: AnyObject {
    /// - Parameters:
    ///   - place: how many messages came before on the same stream.
    ///   - number: what the message says it is, where it was looked for.
    func arrived(_ place: Int, number: Int?)
}

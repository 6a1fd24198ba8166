import Synchronization

/// What a wing keeps of one company in memory, read once.
package protocol Shelf: AnyObject, Sendable {
    init()
}

/// The shelves of one company, each made when first asked for.
final class Shelves: Sendable {
    private let shelves = Mutex<[ObjectIdentifier: any Shelf]>([:])

    func shelf<Kind: Shelf>(_ kind: Kind.Type) -> Kind {
        shelves.withLock { known in
            if let shelf = known[ObjectIdentifier(kind)] as? Kind { return shelf }
            let shelf = Kind()
            known[ObjectIdentifier(kind)] = shelf
            return shelf
        }
    }
}

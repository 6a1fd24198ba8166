/// Beyond which row of a list a page begins, and on which side of it.
package struct Cursor<Key: Sendable>: Sendable {
    package let side: CursorSide
    package let key: Key

    package init(_ side: CursorSide, _ key: Key) { (self.side, self.key) = (side, key) }
}

extension Cursor: Equatable where Key: Equatable {}
extension Cursor: Hashable where Key: Hashable {}

package enum CursorSide: Sendable {
    /// In the list's order.
    case onward
    /// Against it: what stands before the row, the nearest first.
    case back
}

/// How a list is paged, and by which names the address says so.
package struct Paging: Sendable {
    package enum Back: Sendable {
        case never, toFirst
        case byKey(String)
    }

    package let onward: String
    package let back: Back

    package init(onward: String, back: Back) { (self.onward, self.back) = (onward, back) }

    func name(of side: CursorSide) -> String? {
        switch (side, back) {
        case (.onward, _): onward
        case (.back, .byKey(let name)): name
        case (.back, _): nil
        }
    }
}

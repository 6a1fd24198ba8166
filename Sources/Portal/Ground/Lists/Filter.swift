/// What a list is narrowed to, as it stands in the address: read by an `init` of `Asked`, written from its fields.
package protocol Filter: Sendable {
    /// In their order in the address.
    var fields: [Address.Field] { get }
}

extension Filter {
    /// The list as it is narrowed, from its beginning.
    package func address(_ path: String) -> String { Address.of(path, fields) }

    /// The list's file in a format.
    package func file(_ path: String, as format: String) -> String {
        Address.of(path, [("format", format)] + fields)
    }
}

/// A filter of a list that is read page by page.
package protocol PagedFilter: Filter {
    associatedtype Key: CustomStringConvertible & Sendable
    static var paging: Paging { get }
    /// nil for the first page.
    var cursor: Cursor<Key>? { get set }
}

extension PagedFilter {
    /// Its fields with the page that is shown.
    package var place: [Address.Field] { fields(at: cursor) }

    package func at(_ cursor: Cursor<Key>?) -> Self {
        var copy = self
        copy.cursor = cursor
        return copy
    }

    /// The same filter with something of it changed, on its first page.
    package func with(_ change: (inout Self) -> Void) -> Self {
        var copy = at(nil)
        change(&copy)
        return copy
    }

    /// nil where there is no key on that side.
    func address(_ path: String, _ side: CursorSide, _ key: Key?) -> String? {
        key.map { Address.of(path, fields(at: Cursor(side, $0))) }
    }

    private func fields(at cursor: Cursor<Key>?) -> [Address.Field] {
        guard let cursor, let name = Self.paging.name(of: cursor.side) else { return fields }
        return [(name, cursor.key.description)] + fields
    }
}

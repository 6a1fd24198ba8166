import Web

/// One page of a list that is read by key, whatever became of the rows before it meanwhile.
package struct Slice<Line: Sendable, Key: Sendable>: Sendable {
    package let lines: [Line]
    /// The keys to go on from, before this page and after it; nil where there is nothing on that side.
    package let previous: Key?
    package let next: Key?

    /// - Parameter read: the rows beyond the cursor, the nearest first, so many at most. It is asked for one more than the page
    ///   holds, which tells whether there are more.
    package init(
        _ cursor: Cursor<Key>?, size: Int, key: (Line) throws -> Key, read: (_ limit: Int) throws -> [Line]
    ) rethrows {
        var lines = try read(size + 1)
        let hasMore = lines.count > size
        if hasMore { lines.removeLast() }
        let isBack = cursor?.side == .back
        if isBack { lines.reverse() }
        let (hasPrevious, hasNext) = isBack ? (hasMore, true) : (cursor != nil, hasMore)
        previous = hasPrevious ? try lines.first.map(key) : nil
        next = hasNext ? try lines.last.map(key) : nil
        self.lines = lines
    }

    private init(_ lines: [Line], _ previous: Key?, _ next: Key?) {
        (self.lines, self.previous, self.next) = (lines, previous, next)
    }

    /// Where only some of the rows were looked at, though the page is not full: it goes on from the last of these.
    package func goingOn(from reached: Key?) -> Self { Self(lines, previous, reached ?? next) }

    /// The same page in other lines: all together, so that what they need is read once.
    package func map<Other>(_ change: ([Line]) throws -> [Other]) rethrows -> Slice<Other, Key> {
        Slice<Other, Key>(try change(lines), previous, next)
    }
}

extension Slice where Key == Never {
    /// A list that is short enough to be read at once.
    package init(all lines: [Line]) { self.init(lines, nil, nil) }
}

extension Pager {
    /// The pages beside a slice. - Parameter path: the list's own.
    package init<Line, List: PagedFilter>(
        _ slice: Slice<Line, List.Key>, of filter: List, at path: String, count: String = ""
    ) {
        let newer: String? =
            switch List.paging.back {
            case .never: nil
            case .toFirst: filter.cursor == nil ? nil : filter.address(path)
            case .byKey: filter.address(path, .back, slice.previous)
            }
        self.init(count: count, newer: newer, older: filter.address(path, .onward, slice.next))
    }
}

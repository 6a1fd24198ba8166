import Domain
import Foundation

/// What may differ in a path: an id, a number of a paper, a code.
package protocol PathPart: Sendable {
    /// - Returns: nil for a text that names nothing of the kind.
    init?(pathPart: String)
    var pathPart: String { get }
}

extension String: PathPart {
    package init?(pathPart: String) { self = pathPart }
    package var pathPart: String { self }
}

extension Int: PathPart {
    package init?(pathPart: String) { self.init(pathPart) }
    package var pathPart: String { String(self) }
}

extension Int64: PathPart {
    package init?(pathPart: String) { self.init(pathPart) }
    package var pathPart: String { String(self) }
}

extension ID: PathPart {
    package init?(pathPart: String) { self.init(pathPart) }
    package var pathPart: String { description }
}

extension Paths {
    /// The address of a page: `paths(JobRoutes.one, job.number)`.
    package func callAsFunction<each Part>(_ route: PageRoute<repeat each Part>, _ parts: repeat each Part) -> String {
        address(route.row, repeat each parts)
    }

    /// Where a form is sent.
    package func callAsFunction<each Part>(_ route: FormRoute<repeat each Part>, _ parts: repeat each Part) -> String {
        address(route.row, repeat each parts)
    }

    /// Where bytes are sent.
    package func callAsFunction<each Part>(_ route: BytesRoute<repeat each Part>, _ parts: repeat each Part) -> String {
        address(route.row, repeat each parts)
    }

    /// The address of a page that is for all.
    package func callAsFunction<each Part>(_ route: PublicPage<repeat each Part>, _ parts: repeat each Part) -> String {
        address(route.row, repeat each parts)
    }

    /// Where a form is sent that is for all.
    package func callAsFunction<each Part>(_ route: PublicForm<repeat each Part>, _ parts: repeat each Part) -> String {
        address(route.row, repeat each parts)
    }

    /// Where another system calls.
    package func callAsFunction<each Part>(_ route: CalledRoute<repeat each Part>, _ parts: repeat each Part) -> String
    {
        address(route.row, repeat each parts)
    }

    private func address<each Part: PathPart>(_ row: RouteRow, _ parts: repeat each Part) -> String {
        var texts: [String] = []
        for part in repeat each parts { texts.append(part.pathPart) }
        return address(row, texts)
    }

    /// - Parameter parts: one for each part of the path that differs.
    func address(_ row: RouteRow, _ parts: [String]) -> String {
        var rest = parts[...]
        return row.words.reduce(into: "") { path, word in
            path += "/"
            switch word {
            case .text(let text): path += text
            case .company: path += company
            case .part: path += rest.popFirst().map(Self.part) ?? ""
            }
        }
    }
}

extension CompanyContext {
    /// The address of a page; nil for those who may not open it.
    package func pathIfAllowed<each Part>(
        _ route: PageRoute<repeat each Part>, _ parts: repeat each Part
    ) -> String? {
        may(route) ? paths(route, repeat each parts) : nil
    }
}

import Domain
import HTTPTypes
import Hummingbird
import Web

/// All routes, gathered from the rooms: the one table that says what can be called and by whom. A test walks every row ×
/// every role.
package struct RouteTable: Sendable {
    private struct Posted: Sendable {
        let parts: [Substring]
        /// Parts that are words, not places of ids: of two rows that fit, the one with more of them is meant.
        let words: Int
    }

    package let rows: [RouteRow]
    private let mounted: [Mounted]
    private let posted: [Posted]
    private let pages: Set<String>
    private let menu: [(place: MenuPlace, row: RouteRow)]

    package init(_ rooms: [any RoomRoutes.Type]) {
        mounted = rooms.flatMap { $0.all }
        rows = mounted.map(\.row)
        posted = rows.filter { $0.method == .post || $0.isConfirmed }.map { row in
            let parts = row.path.split(separator: "/")
            return Posted(parts: parts, words: parts.count { !$0.hasPrefix(":") })
        }
        pages = Set(rows.filter { $0.method == .get && !$0.isConfirmed }.map(\.path))
        menu = rows.compactMap { row in row.menu.map { (place: $0, row: row) } }.sorted {
            $0.place.order < $1.place.order
        }
    }

    package func mount(on router: Router<GuestContext>, of portal: Portal) {
        for route in mounted { route.mount(portal, router) }
    }

    /// The page that a form stands on, by where it is sent, or that leads to a page which asks for a proof: what answers a form
    /// has an address that nobody can open, and whoever changes the language there must come back to a page.
    package func page(behind path: String) -> String {
        var parts = path.split(separator: "/")
        let fitting = posted.filter { row in
            row.parts.count == parts.count && zip(row.parts, parts).allSatisfy { $0.hasPrefix(":") || $0 == $1 }
        }
        guard var pattern = fitting.max(by: { $0.words < $1.words })?.parts else { return "/" }
        while !pages.contains("/" + pattern.joined(separator: "/")) {
            pattern.removeLast()
            parts.removeLast()
        }
        return "/" + parts.joined(separator: "/")
    }

    /// Where the search box leads.
    func search(_ context: CompanyContext) -> String? {
        menu.first { $0.place.takesSearch && $0.row.isOpen(to: context) }
            .map { context.paths.address($0.row, []) }
    }

    /// What answers that box while somebody types.
    func live(_ context: CompanyContext) -> String? {
        menu.first { $0.place.isLive && $0.row.isOpen(to: context) }
            .map { context.paths.address($0.row, []) }
    }

    /// The bell in the head, with how much is not read; nil for those who get no notices.
    func bell(_ context: CompanyContext) -> Shell.Bell? {
        let bell = menu.first { $0.place.isBell && $0.row.isOpen(to: context) }
        guard let row = bell?.row else { return nil }
        let count =
            context.unread >= BellShelf.bound
            ? context.reader.number(BellShelf.bound - 1) + "+" : context.reader.number(context.unread)
        return Shell.Bell(href: context.paths.address(row, []), count: context.unread == 0 ? nil : count)
    }

    /// Where the sign for help in the head leads, with the room of the page it stands on.
    func help(_ context: CompanyContext) -> String? {
        let room = context.path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
        return menu.first { $0.place.isHelp }.map { Address.of(context.paths.address($0.row, []), [("room", room)]) }
    }

    /// The menu of a person in a company: what his roles may open, in the order of the work.
    func menu(_ context: CompanyContext) -> [Shell.Link] {
        let here = context.guest.here.split(separator: "?").first.map(String.init) ?? ""
        let shown = menu.filter {
            !$0.place.isBell && !$0.place.isHelp && !$0.place.isLive && $0.row.isOpen(to: context)
                && $0.place.isFor(context.actor.roles)
        }
        .map { (place: $0.place, href: context.paths.address($0.row, $0.place.part.map { [$0] } ?? [])) }
        // Of two that lead here, as jobs and a new one do, the nearer.
        let current = shown.map { $0.href }.filter {
            here == $0 || ($0 != context.paths.home && here.hasPrefix($0 + "/"))
        }.max { $0.utf8.count < $1.utf8.count }
        return shown.map { place, href in
            Shell.Link(
                href: href, label: context.words("menu.\(place.word)"), icon: place.icon, current: href == current)
        }
    }
}

extension MenuPlace {
    fileprivate func isFor(_ roles: Roles) -> Bool { self.roles.map(roles.meet) ?? true }
}

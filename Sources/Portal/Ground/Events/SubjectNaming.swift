import Database
import Domain

/// What a thing is called, and where its page is.
package struct SubjectLink: Sendable {
    package let label: String
    /// nil for those who may not open it.
    package let href: String?

    package init(label: String, href: String?) {
        (self.label, self.href) = (label, href)
    }
}

/// How the things of one kind are called: put by their room into `EventSlots.subjects`, so that a list of events or of
/// notices can lead to each thing's page.
package struct SubjectNaming: Sendable {
    package typealias Find = @Sendable (Set<Int64>, CompanyContext, Transaction) throws -> [Int64: SubjectLink]
    /// As in `EventSubject`.
    let name: String
    let find: Find

    /// - Parameter find: only of what this person sees.
    package init(_ name: String, _ find: @escaping Find) {
        (self.name, self.find) = (name, find)
    }

    /// - Parameters:
    ///   - rows: those of these ids that this person sees, each with its `id`.
    ///   - link: what one of them is called, and where it leads.
    package init(
        _ name: String, rows: @escaping @Sendable ([Int64], CompanyContext, Transaction) throws -> [Row],
        link: @escaping @Sendable (Row, CompanyContext) throws -> SubjectLink
    ) {
        self.init(name) { ids, context, tx in
            try rows(ids.sorted(), context, tx).reduce(into: [:]) { try $0[$1("id")] = link($1, context) }
        }
    }

    /// Of things that have no name of their own: all lead to one page.
    package init(_ name: String, link: @escaping @Sendable (CompanyContext) -> SubjectLink) {
        self.init(name) { ids, context, _ in
            let link = link(context)
            return Dictionary(uniqueKeysWithValues: ids.map { ($0, link) })
        }
    }
}

package enum EventSlots {
    package static let subjects = Slot<SubjectNaming>("event.subjects")
    /// A room that wrote its events before there was one shape reads them to people itself.
    package static let wordings = Slot<RoomWording>("event.wordings")
}

extension CompanyContext {
    /// Names and pages of things, each kind asked for once; what this person does not see is left out.
    package func links(of subjects: some Sequence<EventSubject>, _ tx: Transaction) throws -> [EventSubject:
        SubjectLink]
    {
        let asked = Dictionary(grouping: Set(subjects), by: \.name).mapValues { Set($0.map(\.id)) }
        var links: [EventSubject: SubjectLink] = [:]
        for naming in company.fittings[EventSlots.subjects] {
            guard let ids = asked[naming.name] else { continue }
            for (id, link) in try naming.find(ids, self, tx) { links[EventSubject(naming.name, id)] = link }
        }
        return links
    }
}

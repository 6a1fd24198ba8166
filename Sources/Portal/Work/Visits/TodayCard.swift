import Base
import Domain
import Foundation
import Ground
import Web

/// One job as it stands on the phone: who, where, what, one touch to call, one to find the way, one to go on.
package struct TodayCard: PageParts, Sendable {
    package let number: String
    package let href: String
    package let name: String
    package let badge: Badge
    package let what: String
    package let when: String?
    package let place: String
    package let fault: String?
    package let technician: String?
    /// What the customer wishes and was promised.
    let said: String?
    let isPickable: Bool
    /// The value of its checkbox.
    let pick: String
    let version: String
    let tel: String
    package let map: String
    let accept: String?
    let decline: String?
    let go: Link?
    /// What the customer pays, where it is known before.
    let charge: String?
    /// When it is to be taken or done.
    let due: DueView?

    package struct Link: PageParts, Sendable {
        package let href: String
        package let label: String

        package func child(named name: String) -> Part? {
            switch name {
            case "href": .text(href)
            case "label": .text(label)
            default: nil
            }
        }
    }

    package init(
        _ row: TodayRow, charge: String? = nil, left: AnswerTime? = nil, _ context: CompanyContext, isManager: Bool
    ) {
        let (reader, paths) = (context.reader, context.paths)
        number = row.number
        href = paths(JobRoutes.one, row.number)
        name = row.customer
        badge = Badge(row.state, reader.words)
        let group = reader.name(fa: row.group.fa, en: row.group.en)
        what = reader.words("visits.what", reader.name(fa: row.service.fa, en: row.service.en), group, row.model)
        let city = reader.name(fa: row.city.fa, en: row.city.en)
        place = row.address.isEmpty ? city : reader.digits(row.address) + reader.words("list.comma") + city
        fault = row.fault.isEmpty ? nil : Self.brief(row.fault)
        let today = reader.clock.day(of: context.portal.now())
        when =
            row.appointment.map { reader.appointment($0.day, from: $0.from, to: $0.to, today: today) }
            ?? row.answerBy.map {
                left?.text(until: $0, reader) ?? reader.words("dispatch.answer_by", reader.dateTime($0))
            }
        technician = isManager ? row.technician : nil
        said = Self.said(row, context)
        isPickable = isManager && row.section != .offers
        pick = JobPick(number: row.number, version: row.version).text
        version = String(row.version)
        tel = row.mobile
        map = MapLink(row.pin, [row.address, city], reader).phone
        accept = row.state == .offered && isManager ? paths(DeedRoutes.acceptance, row.number) : nil
        decline = row.state == .offered && isManager ? VisitActions.declining(href) : nil
        go = Self.next(row, context)
        self.charge = charge
        due = DueView(row.dueAt, stands: row.standsSince, at: context.portal.now(), reader)
    }

    /// nil where there is nothing to keep in mind.
    private static func said(_ row: TodayRow, _ context: CompanyContext) -> String? {
        let (reader, words) = (context.reader, context.words)
        let deposit = Money(row.deposit, context.company.currency)
        let parts: [(String, String?)] = [
            ("jobs.way", row.way.isInHouse ? words("jobs.way.\(row.way.rawValue)") : nil),
            ("jobs.wish", row.wish.isEmpty ? nil : row.wish), ("jobs.promised", row.promisedOn.map(reader.day)),
            ("jobs.deposit", row.deposit == 0 ? nil : reader.money(deposit)),
        ]
        let said = parts.compactMap { key, value in value.map { "\(words(key)): \($0)" } }
        return said.isEmpty ? nil : said.joined(separator: " · ")
    }

    /// The job's page has all of it.
    private static func brief(_ text: String) -> String {
        text.count <= 80 ? text : text.prefix(79).trimmingCharacters(in: .whitespaces) + "…"
    }

    /// The one thing that comes next. An offer's next thing is the answer, which is the manager's.
    private static func next(_ row: TodayRow, _ context: CompanyContext) -> Link? {
        let (words, paths) = (context.words, context.paths)
        switch row.state {
        case .scheduled, .underWay:
            return Link(href: paths(VisitRoutes.form, row.number), label: words("visits.do.visit"))
        case .accepted:
            return Link(href: paths(JobRoutes.one, row.number) + "#appointment", label: words("visits.do.appointment"))
        case .received, .offered, .done, .closed, .returned, .cancelled: return nil
        }
    }

    package func child(named child: String) -> Part? {
        switch child {
        case "number": .text(number)
        case "href": .text(href)
        case "name": .text(name)
        case "badge": .parts(badge)
        case "what": .text(what)
        case "when": when.map(Part.text)
        case "place": .text(place)
        case "fault": fault.map(Part.text)
        case "technician": technician.map(Part.text)
        case "said": said.map(Part.text)
        case "isPickable": .flag(isPickable)
        case "pick": .text(pick)
        case "version": .text(version)
        case "tel": .text(tel)
        case "map": .text(map)
        case "accept": accept.map(Part.text)
        case "decline": decline.map(Part.text)
        case "go": go.map(Part.parts)
        case "due": due.map { .text($0.text) }
        case "overdue": .flag(due?.isLate ?? false)
        case "charge": charge.map(Part.text)
        default: nil
        }
    }
}

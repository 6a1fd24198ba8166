import Base
import Database
import Domain
import Ground
import Web

/// The facts of one job in the reader's words.
struct JobSheetWording {
    let sheet: JobSheet
    let names: CommonNames
    let pins: Pins
    let context: CompanyContext

    private var reader: Reader { context.reader }
    private var words: Words { context.reader.words }
    private var row: Row { sheet.row }
    private var isOffice: Bool { context.actor.dealer == nil }

    /// What the job waits for, in one sentence.
    func next() throws -> String {
        let state = sheet.job.state
        if state == .scheduled || state == .underWay, let appointment = try appointment() {
            return words("jobs.next.appointment", appointment)
        }
        // A dealer's person is spoken to, not of.
        let own = "jobs.next.own.\(state.rawValue)"
        return words(!isOffice && words.has(own) ? own : "jobs.next.\(state.rawValue)")
    }

    func work() throws -> [Fact] {
        let place = names.city(sheet.job.city)
        let province = place.flatMap { city in names.provinces.first { $0.id == city.province } }
        let received: CalendarDay = try row("received_on")
        return [
            Fact(label: words("jobs.service"), value: names.service(sheet.job.serviceType, reader)),
            Fact(label: words("jobs.received"), value: reader.wholeDay(received)),
            Fact(
                label: words("jobs.city"),
                value: [province?.names.shown(reader), place?.names.shown(reader)].compactMap(\.self)
                    .joined(separator: words("list.comma"))),
            try isOffice ? dealer() : nil,
            try row.optional("technician").map { Fact(label: words("jobs.technician"), value: $0) },
            try appointment().map { Fact(label: words("jobs.appointment"), value: $0) },
            try row.optional("completed_at").map {
                Fact(label: words("jobs.completed"), value: reader.wholeMoment($0))
            },
            try row.optional("outcome").map { (outcome: JobOutcome) in
                Fact(label: words("jobs.outcome"), value: words("jobs.outcome.\(outcome.rawValue)"))
            },
        ].compactMap(\.self)
    }

    func customer() throws -> JobPage.CustomerCard {
        let (name, mobile, address): (String, String, String) = (
            try row("customer"), try row("mobile"), try row("address")
        )
        let city = names.city(sheet.job.city)?.names.shown(reader) ?? ""
        return .init(
            name: name, href: isOffice ? context.paths(CustomerRoutes.one, sheet.job.customer) : nil, tel: mobile,
            phone: reader.mobile(mobile),
            map: MapLink(pins[sheet.job.customer, address], [address, city], reader),
            pin: context.pathIfAllowed(PinRoutes.form, sheet.job.number), address: reader.digits(address))
    }

    func unit() throws -> [Fact] {
        let serial: String = try row("serial")
        let (model, code): (String, String) = (try row("model"), try row("model_code"))
        let group = BothNames(fa: try row("name_fa"), en: try row("name_en")).shown(reader)
        return [
            Fact(label: words("jobs.group"), value: group),
            Fact(label: words("jobs.model"), value: model),
            Fact(label: words("jobs.model_code"), value: code, isLtr: true),
            Fact(
                label: words("jobs.serial"), value: serial,
                href: isOffice ? context.paths(UnitRoutes.one, serial) : nil, isLtr: true),
            try row.optional("purchased_on").map { Fact(label: words("jobs.purchased"), value: reader.wholeDay($0)) },
            try row.optional("installed_on").map { Fact(label: words("jobs.installed"), value: reader.wholeDay($0)) },
            .warrantyEnd(cover, reader),
        ].compactMap(\.self)
    }

    /// As it was frozen when the job ended, else as it is today.
    func warranty() -> Badge { Badge(sheet.warranty ?? cover.overall, words) }

    /// A machine that is being installed begins with the installation.
    private var cover: CoverVerdict {
        let today = reader.clock.day(of: context.portal.now())
        let cover = sheet.job.serviceType == "install" ? sheet.cover.installed(on: today) : sheet.cover
        return cover.sheet(on: today, reader.clock.calendar)
    }

    private func dealer() throws -> Fact? {
        guard let name: String = try row.optional("dealer"), let code: String = try row.optional("dealer_code") else {
            return nil
        }
        return Fact(label: words("jobs.dealer"), value: name, href: context.paths(DealerRoutes.one, code))
    }

    private func appointment() throws -> String? { try reader.appointment(row) }
}

import Domain
import Ground
import Web

/// The jobs of a city, oldest first, with a box each for those who assign.
struct JobTable: PageParts, Sendable {
    let isChoosing: Bool
    let hasDealers: Bool
    let hasStates: Bool
    let rows: [Line]

    struct Line: PageParts, Sendable {
        let pick: String
        let chooses: String
        let isChosen: Bool
        let isChoosing: Bool
        let href: String
        let number: String
        let badge: Badge?
        let group: String
        let service: String
        let customer: String
        let address: String
        let dealer: String?
        let age: String
        /// Its dealer has kept it waiting for his answer.
        let isLate: Bool
        let due: DueView?

        func child(named name: String) -> Part? {
            switch name {
            case "pick": .text(pick)
            case "chooses": .text(chooses)
            case "chosen": .flag(isChosen)
            case "choosing": .flag(isChoosing)
            case "href": .text(href)
            case "number": .text(number)
            case "badge": badge.map(Part.parts)
            case "group": .text(group)
            case "service": .text(service)
            case "customer": .text(customer)
            case "address": .text(address)
            case "dealer": dealer.map(Part.text)
            case "age": .text(age)
            case "late": .flag(isLate)
            case "due": due.map { .text($0.text) }
            case "overdue": .flag(due?.isLate ?? false)
            default: nil
            }
        }
    }

    init(_ facts: CityFacts, isChoosing: Bool, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        let (tab, chosen) = (facts.form.query.tab, Set(facts.form.picks))
        self.isChoosing = isChoosing
        hasDealers = tab != .waiting
        hasStates = tab == .withDealer
        rows = facts.rows.map { row in
            let wait = Self.wait(row, facts, reader)
            return Line(
                pick: row.pick.text, chooses: words("dispatch.choose_job", row.number),
                isChosen: chosen.contains(row.pick), isChoosing: isChoosing,
                href: context.paths(JobRoutes.one, row.number), number: row.number,
                badge: tab == .withDealer ? Badge(row.state, words) : nil,
                group: reader.name(fa: row.groupName.fa, en: row.groupName.en),
                service: reader.name(fa: row.serviceName.fa, en: row.serviceName.en), customer: row.customer,
                address: row.address, dealer: tab == .waiting ? nil : row.dealer ?? "", age: wait.text,
                isLate: wait.isLate, due: DueView(row.dueAt, stands: row.standsSince, at: facts.now, reader))
        }
    }

    /// How long it has waited: for a dealer, for his answer, or since it came in.
    private static func wait(_ row: WaitingRow, _ facts: CityFacts, _ reader: Reader) -> (text: String, isLate: Bool) {
        if let made = row.offeredAt {
            let hours = Int(facts.now.seconds - made.seconds) / 3600
            let isLate = facts.promises.isUnanswered(since: made)
            return (reader.words.count("dispatch.hours", hours, reader), isLate)
        }
        let age = WaitingAge(since: row.key.day, today: facts.today)
        return (reader.words.age(age, reader), false)
    }

    func child(named name: String) -> Part? {
        switch name {
        case "choosing": .flag(isChoosing)
        case "dealers": .flag(hasDealers)
        case "states": .flag(hasStates)
        case "rows": .rows(rows)
        default: nil
        }
    }
}

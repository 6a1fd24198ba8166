import Domain
import Ground
import Web

/// Who gets what and why, and what finds nobody and why.
struct RoundPage: Page {
    static let template = "dispatch/round"
    let titleKey: String
    let titleValues: [String]
    let board: String
    let action: String
    let province: Pick
    let city: Pick
    let hidden: [AssigningView.Hidden]
    /// Whose jobs go to others, for the filter.
    let dealer: String?
    let errors: FormErrors?
    let sum: String
    let rows: [RoundLine]
    let hasRows: Bool
    /// Jobs for which nobody is found, with those who could be asked all the same.
    let nobody: [RoundLine]
    let hasNobody: Bool
    let override: Field
    /// Where more wait than are shown.
    let rest: Rest?
    /// The last one that is shown, for whoever sends the rest.
    let last: String
    /// Where something can be sent.
    let isForm: Bool
    let chosen: String
    let empty: EmptyNote?

    struct Rest: Sendable {
        let label: String
        let isChosen: Bool
    }

    init(_ facts: RoundFacts, _ context: CompanyContext) {
        let (reader, words, form) = (context.reader, context.words, facts.form)
        titleKey = facts.former == nil ? "dispatch.round.title" : "dispatch.move.title"
        titleValues = [facts.former].compactMap(\.self)
        last = facts.rows.last?.key.description ?? ""
        board = context.paths(BoardRoutes.page)
        action = context.paths(RoundRoutes.send)
        (province, city) = Self.places(facts, reader)
        dealer = form.filter.dealer?.description
        hidden = form.filter.fields.filter { !$0.text.isEmpty }.map { .init(name: $0.name, value: $0.text) }
        rows = facts.rows.filter { $0.proposal.dealer != nil }.map { RoundLine($0, facts, context) }
        nobody = facts.rows.filter { $0.proposal.dealer == nil }.map { RoundLine($0, facts, context) }
        (hasRows, hasNobody) = (!rows.isEmpty, !nobody.isEmpty)
        let dealers = Set(facts.rows.compactMap { $0.proposal.dealer?.standing.dealer }).count
        sum = words(
            "dispatch.round.sum", reader.number(rows.count), reader.number(dealers), reader.number(nobody.count))
        override = Field(
            name: "override", label: words("dispatch.round.reason"), value: form.reason,
            error: form.complaints["override"].map(reader.complaint)
        ).with { $0.hint = words("dispatch.round.reason.hint") }
        let job = Field(
            name: "job", label: words("dispatch.jobs"), value: "", error: form.complaints["job"].map(reader.complaint))
        errors = FormErrors([job, override])
        rest =
            facts.rest == 0
            ? nil
            : Rest(label: words.count("dispatch.round.rest", facts.rest, reader), isChosen: form.sendsRest)
        isForm = hasRows || hasNobody || rest != nil
        chosen = reader.number((rows + nobody).filter(\.isChosen).count)
        empty =
            facts.rows.isEmpty
            ? EmptyNote(
                title: words(facts.former == nil ? "dispatch.board.empty.waiting" : "dispatch.move.empty"),
                text: words("dispatch.board.empty.text"),
                action: .init(href: board, label: words("dispatch.board.title"))) : nil
    }

    private static func places(_ facts: RoundFacts, _ reader: Reader) -> (Pick, Pick) {
        let (filter, names) = (facts.form.filter, facts.names)
        let provinces = names.provinces(reader).map { (value: $0.id.description, label: $0.names.shown(reader)) }
        let cities = names.cities.filter { filter.province == nil || $0.province == filter.province }
            .map { (value: $0.id.description, label: $0.names.shown(reader)) }.inPersianOrder(by: \.label)
        return (
            Pick(
                "province", reader.words("dispatch.board.province"), blank: reader.words("dispatch.board.province.all"),
                provinces, chosen: filter.province?.description),
            Pick(
                "city", reader.words("dispatch.policy.city"), blank: reader.words("dispatch.round.all_cities"), cities,
                chosen: filter.city?.description)
        )
    }
}

/// A job with the dealer who is proposed, or why nobody is, and those who may be chosen instead.
struct RoundLine: PageParts, Sendable {
    /// Choices of one job: further ones are on its city's page.
    private static let most = 6

    let pick: String
    let chooses: String
    let isChosen: Bool
    let href: String
    let number: String
    let city: String
    let what: String
    let age: String
    let dealerName: String
    let dealerLabel: String
    let proposedName: String
    let proposed: String
    let options: [Option]
    let hasOptions: Bool
    let why: String
    /// Nobody is proposed.
    let isLate: Bool
    let cityHref: String

    /// Somebody who may get the job, with his score or with what speaks against him.
    struct Option: PageParts, Sendable {
        let value: String
        let label: String
        let isChosen: Bool

        init(_ dealer: RankedDealer, isChosen: Bool, _ facts: RoundFacts, _ reader: Reader) {
            let name = facts.dealers[dealer.standing.dealer]?.name ?? ""
            value = dealer.standing.dealer.description
            label =
                dealer.eligibility.verdict == .yes
                ? reader.words("dispatch.round.option", name, reader.tenths(Int64(dealer.score)))
                : reader.words("dispatch.round.option.against", name, dealer.against(reader, facts.groups))
            self.isChosen = isChosen
        }

        func child(named child: String) -> Part? {
            switch child {
            case "value": .text(value)
            case "label": .text(label)
            case "selected": .flag(isChosen)
            default: nil
            }
        }
    }

    init(_ row: RoundRow, _ facts: RoundFacts, _ context: CompanyContext) {
        let first = row.proposal.dealer
        let (reader, words, job) = (context.reader, context.words, row.job)
        pick = JobPick(number: job.number, version: job.version).text
        chooses = words("dispatch.choose_job", job.number)
        isChosen = facts.form.isChosen(job, isProposed: first != nil)
        href = context.paths(JobRoutes.one, job.number)
        number = job.number
        city = facts.names.city(job.city)?.names.shown(reader) ?? ""
        what = row.what(facts, reader)
        age = words.age(WaitingAge(since: row.key.day, today: facts.today), reader)
        dealerName = "dealer_\(job.number)"
        dealerLabel = words("dispatch.round.dealer_of", job.number)
        proposedName = "proposed_\(job.number)"
        proposed = first?.standing.dealer.description ?? ""
        let chosen = facts.form.choice(of: job) ?? first?.standing.dealer
        options = ([first].compactMap(\.self) + row.proposal.others).prefix(Self.most).map { dealer in
            Option(dealer, isChosen: dealer.standing.dealer == chosen, facts, reader)
        }
        hasOptions = !options.isEmpty
        why = first?.text(reader) ?? words("dispatch.round.nobody.\((row.proposal.reason ?? .uncovered).rawValue)")
        isLate = first == nil
        cityHref = Address.of(context.paths(CityRoutes.one, job.city), [("only", job.number)])
    }

    func child(named child: String) -> Part? {
        switch child {
        case "pick": .text(pick)
        case "chooses": .text(chooses)
        case "chosen": .flag(isChosen)
        case "href": .text(href)
        case "number": .text(number)
        case "city": .text(city)
        case "what": .text(what)
        case "age": .text(age)
        case "dealerName": .text(dealerName)
        case "dealerLabel": .text(dealerLabel)
        case "proposedName": .text(proposedName)
        case "proposed": .text(proposed)
        case "options": .rows(options)
        case "hasOptions": .flag(hasOptions)
        case "why": .text(why)
        case "late": .flag(isLate)
        case "cityHref": .text(cityHref)
        default: nil
        }
    }
}

extension RoundRow {
    fileprivate func what(_ facts: RoundFacts, _ reader: Reader) -> String {
        facts.names.service(job.serviceType, reader) + reader.words("list.comma") + (facts.groups[job.group] ?? "")
    }
}

extension RankedDealer {
    /// What speaks against him.
    fileprivate func against(_ reader: Reader, _ groups: [ID<ProductGroup>: String]) -> String {
        eligibility.reasons.filter { $0.verdict != .yes }.map { $0.text(reader, groups: groups) }
            .joined(separator: reader.words("list.comma"))
    }
}

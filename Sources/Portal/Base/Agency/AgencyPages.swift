import Database
import Domain
import Ground
import Web

/// The text of the contract with dealers, to be written.
struct AgencyTextPage: Page {
    struct Known: Sendable {
        let name: String
        let meaning: String
    }

    static let template = "agency/text"
    let titleKey = "agency.title"
    let list: String
    let action: String
    let version: String
    let errors: FormErrors?
    let body: Field
    /// Who wrote it last; nil where it is the usual one.
    let written: String?
    let known: [Known]

    init(_ typed: Input<AgencyText>?, _ current: AgencyTextStore.Version?, usual: AgencyText, _ context: CompanyContext)
    {
        let (reader, words) = (context.reader, context.words)
        list = context.paths(DealerRoutes.list)
        action = context.paths(AgencyRoutes.change)
        version = String(current?.number ?? 0)
        let text = (current?.text ?? usual).text
        body = Field(typed ?? Input(name: "body", typed: text, value: nil), label: "agency.body", for: reader).with {
            $0.required = true
        }
        errors = FormErrors([body])
        written = current.map { words("agency.written", $0.maker.isolated, reader.dateTime($0.madeAt)) }
        known = AgencyText.Field.allCases.map {
            Known(name: "{\($0.rawValue)}", meaning: words("agency.field.\($0.rawValue)"))
        }
    }
}

/// One dealer's contract on paper, to be signed.
struct AgencyPaper: Page {
    static let template = "agency/paper"
    let titleKey = "agency.paper_title"
    let titleValues: [String]
    let back: String
    let title: String
    let lines: [String]

    init(_ load: AgencyLoad, _ context: CompanyContext) {
        titleValues = [load.values[.dealer] ?? ""]
        back = context.paths(DealerRoutes.one, load.code)
        let all = load.text.filled(load.values)
        title = all.first ?? ""
        lines = Array(all.dropFirst())
    }
}

/// What stands in the fields of one dealer's contract.
struct AgencyLoad: Sendable {
    let code: String
    let text: AgencyText
    let values: [AgencyText.Field: String]

    /// - Throws: `Refusal.hidden` where there is no such dealer.
    init(_ code: String, usual: AgencyText, _ context: CompanyContext, _ tx: Transaction) throws {
        guard let facts = try DealerFacts(code, context, typed: nil, tx) else { throw Refusal.hidden }
        let (item, reader, profile) = (facts.item, context.reader, context.profile)
        let comma = reader.words("list.comma")
        let held = try CollateralList.all(of: item.id, tx).filter { $0.state == .held }
        self.code = code
        text = try AgencyTextStore.current(tx)?.text ?? usual
        values = [
            .company: reader.name(fa: context.company.nameFa, en: context.company.nameEn),
            .address: profile.address, .dealer: item.name, .code: item.code,
            .manager: item.manager, .mobile: reader.mobile(item.mobile), .nationalID: facts.nationalID,
            .city: item.city, .cities: facts.coverage.flatMap(\.cities).joined(separator: comma),
            .groups: facts.groups.joined(separator: comma), .grade: reader.words("dealers.grade.\(item.grade)"),
            .capacity: reader.number(item.dailyCapacity), .from: reader.day(item.standing.days.lowerBound),
            .until: reader.day(item.standing.days.upperBound),
            .securities: held.map { $0.inWords(context) }.joined(separator: comma), .today: reader.day(context.today),
        ]
    }
}

/// In the head of a dealer's page.
struct AgencyCard: Sendable {
    let href: String

    static func card(_ dealer: DealerItem, _ context: CompanyContext) -> PageCard? {
        context.pathIfAllowed(AgencyRoutes.paper, dealer.code).map {
            PageCard("agency/_dealer", at: .head, AgencyCard(href: $0))
        }
    }
}

import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

struct ReminderForm: Sendable {
    let survey: Input<Int>
    let contract: Input<Int>
    let advert: QuietForm

    init(_ form: FormBody) {
        func days(_ name: String) -> Input<Int> {
            form.input(name, else: 0) { Int(try TypedNumber.integer($0, in: Self.bounds)) }
        }
        (survey, contract, advert) = (days("survey"), days("contract"), QuietForm(form, "advert"))
    }

    init(_ rules: ReminderRules) {
        let days = ["survey": Self.shown(rules.surveyDays), "contract": Self.shown(rules.contractDays)]
        self.init(FormBody(days.merging(QuietForm.typed(rules.advertQuiet, "advert")) { $1 }))
    }

    private static let bounds = Int64(ReminderRules.bounds.lowerBound)...Int64(ReminderRules.bounds.upperBound)

    private static func shown(_ days: Int) -> String { days == 0 ? "" : String(days) }

    var rules: ReminderRules? {
        guard let survey = survey.value, let contract = contract.value, advert.isRight else { return nil }
        return ReminderRules(surveyDays: survey, contractDays: contract, advertQuiet: advert.hours)
    }
}

struct ReminderPage: Page {
    static let template = "messages/reminders"
    let titleKey = "reminders.title"
    let list: String
    let templates: String
    let action: String
    let errors: FormErrors?
    let fields: [Field]
    let cards: PageCards

    init(_ form: ReminderForm, _ cards: PageCards, _ context: CompanyContext) {
        self.cards = cards
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        (list, templates) = (paths(MessageRoutes.list), paths(MessageTemplateRoutes.list))
        action = paths(ReminderRoutes.change)
        func field(_ input: Input<Int>, _ name: String) -> Field {
            Field(input, label: "reminders.\(name)", for: reader).with {
                ($0.direction, $0.inputMode, $0.hint) = ("ltr", "numeric", words("reminders.\(name).hint"))
            }
        }
        fields =
            [field(form.survey, "survey"), field(form.contract, "contract")]
            + form.advert.fields("reminders.advert", reader)
        errors = FormErrors(fields)
    }
}

/// When people are told of what no deed tells.
package enum ReminderRoutes: RoomRoutes {
    package static let page = PlainPage("messages/reminders", for: .managers)
    static let change = PlainForm("messages/reminders", for: .managers, watched: .configuration)

    package static var all: [Mounted] {
        [
            page.to { _, context in try await show(nil, context) },
            change.to { body, context in
                let form = ReminderForm(body)
                guard let rules = form.rules else {
                    return try await show(form, context, status: .unprocessableContent)
                }
                return try await context.once(body, flash: "reminders", to: context.paths(page)) { deed in
                    try rules.set(by: deed.actor.person, deed.tx)
                } orShow: { refused in
                    try await show(form, context, status: refused.status, warning: refused.complaint)
                }
            },
        ]
    }

    private static func show(
        _ typed: ReminderForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let (rules, cards) = try await context.company.read { tx in
            let card = try HistoryCard.card(of: EventSubject("setting"), only: ["reminders"], context, tx)
            return (try ReminderRules(tx), PageCards([card].compactMap(\.self)))
        }
        return try context.show(
            ReminderPage(typed ?? ReminderForm(rules), cards, context), status: status, warning: warning)
    }
}

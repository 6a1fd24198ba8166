import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

struct ReminderForm: Sendable {
    let survey: Input<Int>
    let contract: Input<Int>

    init(_ form: FormBody) {
        func days(_ name: String) -> Input<Int> {
            form.input(name, else: 0) { Int(try TypedNumber.integer($0, in: Self.bounds)) }
        }
        (survey, contract) = (days("survey"), days("contract"))
    }

    init(_ rules: ReminderRules) {
        self.init(FormBody(["survey": Self.shown(rules.surveyDays), "contract": Self.shown(rules.contractDays)]))
    }

    private static let bounds = Int64(ReminderRules.bounds.lowerBound)...Int64(ReminderRules.bounds.upperBound)

    private static func shown(_ days: Int) -> String { days == 0 ? "" : String(days) }

    var rules: ReminderRules? {
        guard let survey = survey.value, let contract = contract.value else { return nil }
        return ReminderRules(surveyDays: survey, contractDays: contract)
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

    init(_ form: ReminderForm, _ context: CompanyContext) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        (list, templates) = (paths(MessageRoutes.list), paths(MessageTemplateRoutes.list))
        action = paths(ReminderRoutes.change)
        func field(_ input: Input<Int>, _ name: String) -> Field {
            Field(input, label: "reminders.\(name)", for: reader).with {
                ($0.direction, $0.inputMode, $0.hint) = ("ltr", "numeric", words("reminders.\(name).hint"))
            }
        }
        fields = [field(form.survey, "survey"), field(form.contract, "contract")]
        errors = FormErrors(fields)
    }
}

/// When people are told of what no deed tells.
package enum ReminderRoutes: RoomRoutes {
    package static let page = PlainPage("messages/reminders", for: .managers)
    static let change = PlainForm("messages/reminders", for: .managers, watched: .configuration)

    package static var all: [Mounted] {
        [
            page.to { _, context in
                let rules = try await context.company.read { try ReminderRules($0) }
                return try context.show(ReminderPage(ReminderForm(rules), context))
            },
            change.to { body, context in
                let form = ReminderForm(body)
                guard let rules = form.rules else {
                    return try context.show(ReminderPage(form, context), status: .unprocessableContent)
                }
                return try await context.once(body, flash: "reminders", to: context.paths(page)) { deed in
                    try rules.set(by: deed.actor.person, deed.tx)
                } orShow: { refused in
                    try context.show(ReminderPage(form, context), status: refused.status, warning: refused.complaint)
                }
            },
        ]
    }
}

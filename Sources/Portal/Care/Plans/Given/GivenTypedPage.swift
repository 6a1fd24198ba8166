import Base
import Domain
import Ground
import Web

/// What a dealer has sent of a service.
enum GivenTyped: Sendable {
    case call(CallForm)
    case booking(BookingForm)

    var call: CallForm? { if case .call(let form) = self { form } else { nil } }
    var booking: BookingForm? { if case .booking(let form) = self { form } else { nil } }
}

/// What a dealer wrote of a service that is his to call about no more: his own words, nothing else.
struct GivenTypedPage: Page {
    static let template = "plans/given_typed"
    let titleKey = "plans.given.typed"
    let list: String
    let facts: [Fact]

    init(_ typed: GivenTyped, _ names: CommonNames, _ context: CompanyContext) {
        let texts: [(label: String, text: String)]
        switch typed {
        case .call(let form):
            let outcome = form.outcome.value.map { context.words.outcome($0) } ?? ""
            texts = [("plans.outcome", outcome), ("plans.call_on", form.day.typed), ("plans.note", form.note.typed)]
        case .booking(let form):
            let city = form.city.value.flatMap { names.city($0) }?.names.shown(context.reader) ?? ""
            texts = [("plans.city", city), ("plans.address", form.address.typed), ("plans.job_note", form.note.typed)]
        }
        list = context.paths(GivenRoutes.list)
        facts = texts.filter { !$0.text.isEmpty }.map { Fact(label: context.words($0.label), value: $0.text) }
    }
}

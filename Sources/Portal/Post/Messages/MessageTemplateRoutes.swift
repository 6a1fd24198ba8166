import Domain
import Foundation
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Which events are written about, and in which words.
package enum MessageTemplateRoutes: RoomRoutes {
    package static let list = PlainPage("messages/templates", for: .managers)
    static let one = PageRoute<String>("messages/templates/:event", for: .managers)
    static let change = FormRoute<String>("messages/templates/:event", for: .managers, watched: .configuration)

    package static var all: [Mounted] {
        [
            list.to { _, context in
                let (templates, account) = try await context.company.read {
                    (try MessageTemplateStore.all($0), try PostAccountStore.find($0))
                }
                return try context.show(MessageTemplatesPage(templates, account, context))
            },
            one.to { _, context, name in try await show(name, nil, context) },
            change.to { form, context, name in try await change(form, name, context) },
        ]
    }

    private static func show(
        _ name: String, _ typed: MessageTemplateForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        guard let event = MessageEvent(rawValue: name) else { throw Refusal.hidden }
        let (known, account, cards) = try await context.company.read { tx in
            (
                try MessageTemplateStore.all(tx).first { $0.event == event }, try PostAccountStore.find(tx),
                PageCards([])
            )
        }
        guard let known else { throw Refusal.hidden }
        return try context.show(
            MessageTemplatePage(known, typed ?? MessageTemplateForm(known), account, cards, context), status: status,
            warning: warning)
    }

    private static func change(_ body: FormBody, _ name: String, _ context: CompanyContext) async throws -> Response {
        guard let event = MessageEvent(rawValue: name) else { throw Refusal.hidden }
        let (form, version) = (MessageTemplateForm(body, event), try body.version)
        if body.isChecked("preview") { return try await show(name, form, context) }
        guard let fa = form.fa.value, let en = form.en.value, let pattern = form.pattern.value,
            let subjectFa = form.subjectFa.value, let subjectEn = form.subjectEn.value
        else {
            return try await show(name, form, context, status: .unprocessableContent)
        }
        let isOn = form.isOn
        return try await context.once(body, flash: "messages.template", to: context.paths(one, name)) { deed in
            try MessageTemplateStore.set(
                event, fa: fa, en: en, subjects: (fa: subjectFa, en: subjectEn), pattern: pattern, isOn: isOn,
                version: version, by: deed.actor.person, in: deed.company, deed.tx)
        } orShow: { refused in
            try await show(name, form, context, status: refused.status, warning: refused.complaint)
        }
    }
}

/// An event's words, as they were typed.
struct MessageTemplateForm: Sendable {
    let fa: Input<MessageText>
    let en: Input<MessageText>
    let subjectFa: Input<String>
    let subjectEn: Input<String>
    let pattern: Input<String>
    let isOn: Bool

    init(_ form: FormBody, _ event: MessageEvent) {
        (fa, en) = (Self.text("body_fa", form, event), Self.text("body_en", form, event))
        subjectFa = form.input("subject_fa", else: "", shortText(limit: 100))
        subjectEn = form.input("subject_en", else: "", shortText(limit: 100))
        pattern = form.input("pattern", else: "", shortText(limit: 60))
        isOn = form.isChecked("on")
    }

    init(_ known: MessageTemplate) {
        fa = Input(name: "body_fa", typed: known.fa.text, value: known.fa)
        en = Input(name: "body_en", typed: known.en.text, value: known.en)
        subjectFa = Input(name: "subject_fa", typed: known.subjectFa, value: known.subjectFa)
        subjectEn = Input(name: "subject_en", typed: known.subjectEn, value: known.subjectEn)
        pattern = Input(name: "pattern", typed: known.pattern, value: known.pattern)
        isOn = known.isOn
    }

    /// Its lines are its own: they are not made one.
    private static func text(_ name: String, _ form: FormBody, _ event: MessageEvent) -> Input<MessageText> {
        let typed = form.raw(name).replacing("\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
        do {
            return Input(name: name, typed: typed, value: try MessageText(typed, for: event))
        } catch {
            return Input(name: name, typed: typed, value: nil, complaint: error)
        }
    }
}

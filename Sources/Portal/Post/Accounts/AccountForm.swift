import Domain
import Ground
import Web

/// The account with a provider, as it was typed.
struct AccountForm: Sendable {
    let provider: Input<SmsProviderKind>
    let line: Input<String>
    let username: Input<String>
    let key: Input<String>
    let quiet: QuietForm
    let price: Input<Int>
    let perMinute: Input<Int>
    let creditLow: Input<Int>
    let language: Language
    let isOn: Bool
    let receives: Bool
    let checksSerials: Bool
    let activatesCards: Bool

    init(_ form: FormBody) {
        provider = form.input("provider") { typed in
            guard let kind = SmsProviderKind(rawValue: typed) else { throw Complaint("form.choose") }
            return kind
        }
        line = form.input("line", else: "") { typed in
            let digits = Digits.ascii(typed).filter { $0 != " " && $0 != "-" }
            guard digits.count <= 20, digits.allSatisfy(\.isNumber) else {
                throw Complaint("messages.account.line.bad")
            }
            return digits
        }
        username = form.input("username", else: "", shortText(limit: 100))
        key = form.input("key_of_account", else: "", shortText(limit: 500))
        quiet = QuietForm(form, "quiet")
        price = form.input("price", else: 0) { Int(try TypedNumber.integer($0, in: 0...1_000_000)) }
        perMinute = form.input("per_minute", else: 0) { Int(try TypedNumber.integer($0, in: 0...100_000)) }
        creditLow = form.input("credit_low", else: 0) { Int(try TypedNumber.integer($0, in: 0...1_000_000_000_000)) }
        language = Language(rawValue: form.raw("language")) ?? .fa
        (isOn, receives) = (form.isChecked("on"), form.isChecked("receives"))
        (checksSerials, activatesCards) = (form.isChecked("checks"), form.isChecked("activates"))
    }

    init(_ account: PostAccount?) {
        var fields: [String: String] = [:]
        if let account {
            fields = [
                "provider": account.provider.rawValue, "line": account.line, "username": account.username,
                "price": account.partPrice > 0 ? String(account.partPrice) : "",
            ]
            fields.merge(QuietForm.typed(account.quiet, "quiet")) { $1 }
            fields["per_minute"] = account.pace.map { String($0.perMinute) } ?? ""
            fields["credit_low"] = account.creditLow > 0 ? String(account.creditLow) : ""
            fields["language"] = account.language.rawValue
            if account.isOn { fields["on"] = "1" }
            if account.receives { fields["receives"] = "1" }
            if account.checksSerials { fields["checks"] = "1" }
            if account.activatesCards { fields["activates"] = "1" }
        } else {
            fields = ["on": "1"]
        }
        self.init(FormBody(fields))
    }

    /// nil where a field does not do. - Parameter origin: how the portal is called from outside.
    func facts(origin: String) -> PostAccountFacts? {
        guard let provider = provider.value, let line = line.value, let username = username.value,
            let key = key.value, let price = price.value, let perMinute = perMinute.value,
            let creditLow = creditLow.value, quiet.isRight
        else { return nil }
        var facts = PostAccountFacts(provider, key: key.isEmpty ? nil : key)
        (facts.line, facts.username, facts.origin) = (line, username, origin)
        (facts.language, facts.isOn, facts.partPrice) = (language, isOn, Int64(price))
        (facts.receives, facts.checksSerials, facts.activatesCards) = (receives, checksSerials, activatesCards)
        (facts.perMinute, facts.creditLow) = (perMinute, Int64(creditLow))
        facts.quiet = quiet.hours
        return facts
    }
}

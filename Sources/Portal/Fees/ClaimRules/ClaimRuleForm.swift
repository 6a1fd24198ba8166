import Domain
import Ground
import Web

/// One rule as it was typed, or as it stands where nobody has typed anything.
struct ClaimRuleForm: Sendable {
    let choices: [Field]
    let numbers: [Field]
    let isOn: Bool
    /// nil where something is not right.
    let rule: ClaimRule?

    init(_ typed: FormBody?, _ row: ClaimRuleRow, _ reasons: [Reason], _ reader: Reader) {
        let old = row.rule
        let form = typed ?? FormBody(Self.typed(old))
        let rank = form.input("rank") { Int(try TypedNumber.integer($0, in: 1...99)) }
        let severity = form.input("severity", Self.choice(ClaimSeverity.self))
        let disposition = form.input("disposition", Self.choice(ClaimDisposition.self))
        let reason = form.input("reason") { code in
            guard reasons.contains(where: { $0.code == code }) else { throw Complaint("form.choose") }
            return code
        }
        let parameters = old.code.parameters.map { name in
            (name, form.input(name.rawValue) { try TypedNumber.integer($0, in: name.range) })
        }
        isOn = form.isChecked("is_on")
        numbers = [Self.number(rank, reader)] + parameters.map { Self.number($0.1, reader) }
        choices = [
            Self.select(severity, ClaimSeverity.self, reader), Self.select(disposition, ClaimDisposition.self, reader),
            Field(reason, label: "claim_rules.reason", for: reader).with {
                $0.options = reasons.map { $0.option(reader, chosen: reason.typed) }
            },
        ]
        guard let rank = rank.value, let severity = severity.value, let disposition = disposition.value,
            let reason = reason.value, parameters.allSatisfy({ $0.1.value != nil })
        else {
            rule = nil
            return
        }
        let values = Dictionary(uniqueKeysWithValues: parameters.map { ($0.0, $0.1.value ?? 0) })
        rule = ClaimRule(
            old.code, rank: rank, severity: severity, disposition: disposition, parameters: values, reason: reason,
            isOn: isOn)
    }

    private static func typed(_ rule: ClaimRule) -> [String: String] {
        var fields = [
            "rank": String(rule.rank), "severity": rule.severity.rawValue, "disposition": rule.disposition.rawValue,
            "reason": rule.reason,
        ]
        for (name, value) in rule.parameters { fields[name.rawValue] = String(value) }
        if rule.isOn { fields["is_on"] = "1" }
        return fields
    }

    private static func choice<T: RawRepresentable>(_ type: T.Type) -> (String) throws -> T where T.RawValue == String {
        { text in
            guard let value = T(rawValue: text) else { throw Complaint("form.choose") }
            return value
        }
    }

    private static func number<T>(_ input: Input<T>, _ reader: Reader) -> Field {
        Field(input, label: "claim_rules.\(input.name)", for: reader).with {
            ($0.direction, $0.inputMode, $0.required) = ("ltr", "numeric", true)
        }
    }

    private static func select<T: RawRepresentable & CaseIterable & Sendable>(
        _ input: Input<T>, _ type: T.Type, _ reader: Reader
    ) -> Field where T.RawValue == String {
        Field(input, label: "claim_rules.\(input.name)", for: reader).with {
            $0.options = T.allCases.map { value in
                .init(
                    value: value.rawValue, label: reader.words("claim_rules.\(input.name).\(value.rawValue)"),
                    selected: value.rawValue == input.typed)
            }
        }
    }
}

/// A rule in one sentence, for its event.
struct RuleSentence: Sendable {
    let reader: Reader

    func sentence(_ rule: ClaimRule) -> String {
        let words = reader.words
        let parts =
            [
                words(rule.isOn ? "claim_rules.on" : "claim_rules.off"), reader.number(rule.rank),
                words("claim_rules.severity.\(rule.severity.rawValue)"),
                words("claim_rules.disposition.\(rule.disposition.rawValue)"),
            ] + bounds(rule)
        return parts.joined(separator: words("list.comma"))
    }

    func bounds(_ rule: ClaimRule) -> [String] {
        rule.code.parameters.map { reader.words("claim_rules.\($0.rawValue).is", reader.number(rule.parameter($0))) }
    }
}

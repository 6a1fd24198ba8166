import Domain
import Ground
import Web

/// A new password, typed twice, because nobody but its owner can ever read it.
package struct NewPasswordForm: Sendable {
    let password: Input<String>
    let again: Input<String>

    /// - Parameter owner: whose it shall be.
    package init(_ form: FormBody, _ rule: PasswordRule, of owner: PasswordRule.Owner) {
        let typed = form.raw("password")
        password = Self.input("password", typed) {
            try rule.check(typed, of: owner)
            return typed
        }
        again = Self.input("again", form.raw("again")) {
            guard form.raw("again") == typed else { throw Complaint("password.differs") }
            return typed
        }
    }

    /// The password where both fields agree and it is good enough.
    package var valid: String? { again.value == nil ? nil : password.value }

    /// - Parameter isBlank: before anything was sent nothing is wrong.
    package func fields(_ reader: Reader, isBlank: Bool) -> [Field] {
        [
            Self.field(password, "password.new", reader, isBlank).with {
                $0.hint = reader.words("password.hint", reader.number(PasswordRule.lengths.lowerBound))
            },
            Self.field(again, "password.again", reader, isBlank),
        ]
    }

    private static func field(_ input: Input<String>, _ label: String, _ reader: Reader, _ isBlank: Bool) -> Field {
        Field(input, label: label, for: reader).with {
            ($0.type, $0.direction, $0.autocomplete, $0.value) = ("password", "ltr", "new-password", "")
            $0.required = true
            if isBlank { $0.error = nil }
        }
    }

    /// Unlike other fields a password is taken as it was typed, blanks and all.
    private static func input(_ name: String, _ typed: String, _ parse: () throws -> String) -> Input<String> {
        guard !typed.isEmpty else {
            return Input(name: name, typed: "", value: nil, complaint: Complaint("form.missing"))
        }
        do { return Input(name: name, typed: "", value: try parse()) } catch {
            return Input(
                name: name, typed: "", value: nil, complaint: error as? Complaint ?? Complaint("form.unreadable"))
        }
    }
}

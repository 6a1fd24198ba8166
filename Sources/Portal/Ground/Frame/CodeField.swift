import Web

extension Field {
    /// A box for a code of the telephone, which the telephone itself may fill in.
    package static func code(named name: String, label: String) -> Field {
        Field(name: name, label: label).with {
            ($0.inputMode, $0.direction, $0.autocomplete, $0.required) = ("numeric", "ltr", "one-time-code", true)
        }
    }
}

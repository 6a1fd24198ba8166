extension Field {
    /// One box that is marked or not. - Parameters: the keys of what is asked and of what the mark says.
    package static func onOff(_ name: String, _ label: String, _ choice: String, isOn: Bool, _ words: Words) -> Field {
        Field(name: name, label: words(label)).with {
            $0.options = [.init(value: "1", label: words(choice), selected: isOn)]
        }
    }
}

import Domain

/// One field of a form: what was typed, what it means, and why it cannot mean anything, together; so a refused form
/// comes back as it was typed.
public struct Input<Value: Sendable>: Sendable {
    public let name: String
    public let typed: String
    public let value: Value?
    public var complaint: Complaint?

    public init(name: String, typed: String, value: Value?, complaint: Complaint? = nil) {
        self.name = name
        self.typed = typed
        self.value = value
        self.complaint = complaint
    }

    /// The value that the form's check has made sure of. - Throws: the field's complaint, or that it is missing.
    public func required() throws(Complaint) -> Value {
        if let complaint { throw complaint }
        guard let value else { throw Complaint("form.missing") }
        return value
    }
}

extension FormBody {
    /// A field that must be filled.
    public func input<Value>(_ name: String, _ parse: (String) throws -> Value) -> Input<Value> {
        let typed = text(name)
        guard !typed.isEmpty else {
            return Input(name: name, typed: raw(name), value: nil, complaint: Complaint("form.missing"))
        }
        return parsed(name, typed, parse)
    }

    /// A field that may stay empty: then its value is `fallback`.
    public func input<Value>(_ name: String, else fallback: Value?, _ parse: (String) throws -> Value) -> Input<Value> {
        let typed = text(name)
        guard !typed.isEmpty else { return Input(name: name, typed: raw(name), value: fallback) }
        return parsed(name, typed, parse)
    }

    private func parsed<Value>(_ name: String, _ typed: String, _ parse: (String) throws -> Value) -> Input<Value> {
        do {
            return Input(name: name, typed: raw(name), value: try parse(typed))
        } catch let complaint as Complaint {
            return Input(name: name, typed: raw(name), value: nil, complaint: complaint)
        } catch {
            return Input(name: name, typed: raw(name), value: nil, complaint: Complaint("form.unreadable"))
        }
    }
}

/// Short text of a person: at most `limit` characters.
public func shortText(limit: Int = 200) -> (String) throws -> String {
    { typed in
        guard typed.count <= limit else { throw Complaint("form.too_long", String(limit)) }
        return typed
    }
}

/// How the address of a list is written, whoever leads there.
package enum Address {
    package typealias Field = (name: String, text: String)

    /// Without a question mark; a field without a text is left out.
    package static func query(_ fields: [Field]) -> String {
        fields.filter { !$0.text.isEmpty }.map { "\($0.name)=\(Paths.part($0.text))" }.joined(separator: "&")
    }

    package static func of(_ path: String, _ fields: [Field]) -> String {
        let query = query(fields)
        return query.isEmpty ? path : "\(path)?\(query)"
    }
}

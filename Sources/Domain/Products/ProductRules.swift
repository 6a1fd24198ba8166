/// How each value of a group or a model is read, from a cell of a file as from a field of a form.
public enum ProductRules {
    /// Throws `imports.code.long`.
    public static func code(_ text: String) throws(Complaint) -> String { try CellText.code(text) }

    /// Throws `form.too_long`.
    public static func name(_ text: String) throws(Complaint) -> String { try CellText.words(limit: 200)(text) }

    /// Throws `form.too_long`.
    public static func groupName(_ text: String) throws(Complaint) -> String { try CellText.words(limit: 100)(text) }

    /// Latin letters, digits and `_`, by which tariffs name a group. Throws `products.group.code.bad`.
    public static func groupCode(_ text: String) throws(Complaint) -> String {
        let code = Digits.ascii(text).lowercased()
        guard code.wholeMatch(of: #/[a-z][a-z0-9_]{0,39}/#) != nil else {
            throw Complaint("products.group.code.bad", text)
        }
        return code
    }

    /// Throws as `TypedNumber.integer`.
    public static func warrantyMonths(_ text: String) throws(Complaint) -> Int { try CellText.whole(0...600)(text) }

    /// Throws `imports.warranty.unknown`.
    public static func warrantyFrom(_ text: String, _ words: ImportWords) throws(Complaint) -> WarrantyStart {
        guard let start = words.code(.warrantyFrom, text).flatMap(WarrantyStart.init) else {
            throw Complaint("imports.warranty.unknown", text)
        }
        return start
    }

    /// nil for 0: no service of its own accord. Throws as `TypedNumber.integer`.
    public static func periodicMonths(_ text: String) throws(Complaint) -> Int? {
        let months = try CellText.whole(0...600)(text)
        return months == 0 ? nil : months
    }
}

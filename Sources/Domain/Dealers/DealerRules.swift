/// How each value of a dealer is read, from a cell of a file as from a field of a form.
public enum DealerRules {
    public static let grades = ["A", "B", "C", "D"]

    /// Throws `imports.code.long`.
    public static func code(_ text: String) throws(Complaint) -> String { try CellText.code(text) }

    /// Of the dealership or of its manager. Throws `form.too_long`.
    public static func name(_ text: String) throws(Complaint) -> String { try CellText.words(limit: 200)(text) }

    /// A person's or a company's. Throws as `NationalID`.
    public static func nationalID(_ text: String) throws(Complaint) -> String { try CellText.nationalID(text) }

    /// Throws `imports.grade.unknown`.
    public static func grade(_ text: String, _ words: ImportWords) throws(Complaint) -> String {
        guard let code = words.code(.grade, text) else { throw Complaint("imports.grade.unknown", text) }
        return code
    }

    /// Jobs that may be put to him in a day. Throws as `TypedNumber.integer`.
    public static func dailyCapacity(_ text: String) throws(Complaint) -> Int { try CellText.whole(0...10_000)(text) }

    /// The last day of a contract that begins on that day, as both were typed. Throws `imports.contract.order`.
    public static func contract(
        from: CalendarDay, to text: String, _ calendar: CalendarSystem
    ) throws(Complaint) -> ClosedRange<CalendarDay> {
        let to = try CellText.day(calendar)(text)
        guard from <= to else { throw Complaint("imports.contract.order", text) }
        return from...to
    }
}

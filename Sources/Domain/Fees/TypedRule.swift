extension RuleCells {
    /// Puts what a person typed into a form into a cell: digits of any script become those of files, marks between groups of
    /// three fall away, and values of a list may be parted by commas. What cannot be meant stays, to be refused.
    public mutating func type(_ text: String, in column: RuleColumn) {
        switch column {
        case .priority, .from, .to, .amount, .free, .min, .max: self[column] = Self.plainNumber(text)
        case .bands: self[column] = Self.plainDigits(text)
        default: self[column] = text
        }
    }

    /// Puts chosen values into a cell, with `|` between them. The same values as before leave the cell as it was.
    public mutating func choose(_ values: [String], in column: RuleColumn) {
        guard Set(values) != Set(self.values(of: column)) else { return }
        self[column] = values.joined(separator: "|")
    }

    /// The rule with each of its amounts changed, those of its bands and its limits too; a percentage stays what it is. A band
    /// that nobody understands stays, to be refused.
    public func withAmounts<Failure: Error>(_ change: (String) throws(Failure) -> String) throws(Failure) -> RuleCells {
        var cells = self
        if self[.method] != FeeMethod.Name.percent.rawValue { cells[.amount] = try change(self[.amount]) }
        cells[.min] = try change(self[.min])
        cells[.max] = try change(self[.max])
        var bands: [String] = []
        for band in self[.bands].split(separator: ";", omittingEmptySubsequences: false) {
            guard let colon = band.lastIndex(of: ":") else {
                bands.append(String(band))
                continue
            }
            bands.append(try String(band[...colon]) + change(String(band[band.index(after: colon)...])))
        }
        cells[.bands] = bands.joined(separator: ";")
        return cells
    }

    /// The values of a list, which `|` parts.
    public func values(of column: RuleColumn) -> [String] {
        self[column].split(separator: "|").map { DelimitedText.trimmed(String($0)) }.filter { !$0.isEmpty }
    }

    /// The values of a typed list, parted by `|`, a comma or a line.
    public static func typedValues(_ text: String) -> [String] {
        text.split { "|,،;\n\r".contains($0) }.map { DelimitedText.trimmed(String($0)) }.filter { !$0.isEmpty }
    }

    private static func plainDigits(_ text: String) -> String {
        Digits.ascii(DelimitedText.trimmed(text)).replacing("٫", with: ".").replacing("\u{2212}", with: "-")
    }

    static func plainNumber(_ text: String) -> String {
        let plain = plainDigits(text)
        let isGrouped = plain.wholeMatch(of: #/-?\d{1,3}([,٬،]\d{3})+(\.\d+)?/#) != nil
        return isGrouped ? plain.filter { !",٬،".contains($0) } : plain
    }
}

/// Whole numbers in words, for statements and payment orders; the name of the currency is the caller's.
public enum AmountInWords {
    /// «دوازده هزار و سیصد و چهل و پنج»
    public static func persian(_ number: Int64) -> String { PersianNumerals.words(number) }

    /// `twelve thousand three hundred forty-five`
    public static func english(_ number: Int64) -> String { EnglishNumerals.words(number) }

    /// The groups of three digits that are not zero, greatest first, each with its power of a thousand.
    static func groups(_ number: UInt64) -> [(value: Int, power: Int)] {
        var groups: [(value: Int, power: Int)] = []
        var rest = number
        var power = 0
        while rest > 0 {
            if rest % 1000 > 0 { groups.insert((Int(rest % 1000), power), at: 0) }
            rest /= 1000
            power += 1
        }
        return groups
    }
}

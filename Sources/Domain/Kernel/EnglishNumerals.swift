enum EnglishNumerals {
    static func words(_ number: Int64) -> String {
        if number == 0 { return small[0] }
        let words = AmountInWords.groups(number.magnitude).map(group).joined(separator: " ")
        return number < 0 ? "minus " + words : words
    }

    private static func group(_ value: Int, _ power: Int) -> String {
        power == 0 ? below1000(value) : below1000(value) + " " + powers[power]
    }

    private static func below1000(_ value: Int) -> String {
        let hundreds = value >= 100 ? [small[value / 100] + " hundred"] : []
        return (hundreds + below100(value % 100)).joined(separator: " ")
    }

    private static func below100(_ value: Int) -> [String] {
        if value == 0 { return [] }
        if value < 20 { return [small[value]] }
        return [value % 10 == 0 ? tens[value / 10] : tens[value / 10] + "-" + small[value % 10]]
    }

    private static let powers = ["", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion"]
    private static let small = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    private static let tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
}

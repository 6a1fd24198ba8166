enum PersianNumerals {
    static func words(_ number: Int64) -> String {
        if number == 0 { return small[0] }
        let words = AmountInWords.groups(number.magnitude).map(group).joined(separator: and)
        return number < 0 ? "منفی " + words : words
    }

    private static func group(_ value: Int, _ power: Int) -> String {
        // One says «هزار و یک», but «یک میلیون و یک».
        if value == 1, power == 1 { return powers[1] }
        return power == 0 ? below1000(value) : below1000(value) + " " + powers[power]
    }

    private static func below1000(_ value: Int) -> String {
        let parts = [hundreds[value / 100]] + below100(value % 100)
        return parts.filter { !$0.isEmpty }.joined(separator: and)
    }

    private static func below100(_ value: Int) -> [String] {
        if value == 0 { return [] }
        if value < 20 { return [small[value]] }
        return value % 10 == 0 ? [tens[value / 10]] : [tens[value / 10], small[value % 10]]
    }

    private static let and = " و "
    private static let powers = ["", "هزار", "میلیون", "میلیارد", "تریلیون", "کوادریلیون", "کوینتیلیون"]
    private static let small = [
        "صفر", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه", "ده", "یازده", "دوازده", "سیزده", "چهارده",
        "پانزده", "شانزده", "هفده", "هجده", "نوزده",
    ]
    private static let tens = ["", "", "بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود"]
    private static let hundreds = [
        "", "صد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد",
    ]
}

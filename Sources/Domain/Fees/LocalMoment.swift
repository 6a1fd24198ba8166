/// `2026-10-29T09:47`, in the company's local time and without a zone; seconds may follow.
struct LocalMoment {
    /// Seconds since 1970-01-01T00:00 of the same clock.
    let seconds: Int64
    let day: CalendarDay

    init(_ text: String) throws(Complaint) {
        let shape: [UInt8] = Array("0000-00-00T00:00:00".utf8)
        let bytes = Array(text.utf8)
        let fits = bytes.count == 16 || bytes.count == 19
        let isWritten = zip(bytes, shape).allSatisfy { byte, place in
            place == UInt8(ascii: "0") ? (0x30...0x39).contains(byte) : byte == place || place == 0x54 && byte == 0x20
        }
        guard fits, isWritten else { throw Complaint("fees.time.unreadable", text) }
        let number = { (range: Range<Int>) in bytes[range].reduce(0) { $0 * 10 + Int($1) - 0x30 } }
        let (hour, minute, second) = (number(11..<13), number(14..<16), bytes.count == 19 ? number(17..<19) : 0)
        let date = CalendarDay(year: number(0..<4), month: number(5..<7), day: number(8..<10))
        guard let date, hour < 24, minute < 60, second < 60 else { throw Complaint("fees.time.absent", text) }
        day = date
        seconds = Int64(date.number) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
    }
}

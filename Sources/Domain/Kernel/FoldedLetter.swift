/// The letter that stands for a scalar in search keys.
enum FoldedLetter {
    /// The folded scalar, `LetterPass.drop` or `.space`; `.outside` where only a compatibility mapping can tell.
    @inline(__always)
    static func of(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x41...0x5A: scalar + 0x20
        case 0x21...0x7E: scalar
        case 0x09...0x0D, 0x20, 0xA0, 0x202F, 0x2028, 0x2029: LetterPass.space
        case 0x600...0x6FF: arabic(scalar)
        case 0x2010...0x2015, 0x2212: 0x2D  // dashes and the minus sign → -
        case 0...0x1F, 0x7F, 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: LetterPass.drop
        default: LetterPass.outside
        }
    }

    private static func arabic(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x660...0x669: scalar - 0x660 + 0x30
        case 0x6F0...0x6F9: scalar - 0x6F0 + 0x30
        case 0x622, 0x623, 0x625, 0x671: 0x627  // آ أ إ ٱ → ا
        case 0x624: 0x648  // ؤ → و
        case 0x626, 0x649, 0x64A: 0x6CC  // ئ ى ي → ی
        case 0x629, 0x6BE, 0x6C0, 0x6C1, 0x6C2, 0x6D5: 0x647  // ة ھ ۀ ہ ۂ ە → ه
        case 0x643: 0x6A9  // ك → ک
        case 0x610...0x61A, 0x61C, 0x640, 0x64B...0x65F, 0x670, 0x6D6...0x6DC: LetterPass.drop
        case 0x675...0x678: LetterPass.outside
        default: scalar
        }
    }
}

/// A part of a sentence that keeps its own direction, where no markup can say so: within Unicode's isolates.
extension String {
    /// Runs from left to right: arithmetic, a phone number.
    public var isolatedLeftToRight: String { "\u{2066}\(self)\u{2069}" }

    /// Runs as its first letter does: what somebody typed, in whatever language.
    public var isolated: String { "\u{2068}\(self)\u{2069}" }

    /// Without the marks that set a part of it apart on a page: for files.
    public var plainText: String { filter { !("\u{2066}"..."\u{2069}").contains($0) } }
}

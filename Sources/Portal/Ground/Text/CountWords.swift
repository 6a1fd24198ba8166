import Web

extension Words {
    /// The word of a count: under `<key>.none`, `<key>.one` or `<key>.many`.
    package func count(_ key: String, _ count: Int, _ reader: Reader) -> String {
        switch count {
        case 0: self("\(key).none")
        case 1: self("\(key).one", reader.number(count))
        default: self("\(key).many", reader.number(count))
        }
    }
}

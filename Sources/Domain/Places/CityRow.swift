/// A city of the catalogue that Kardan ships (`Data/cities.tsv`).
public struct CityRow: Hashable, Sendable {
    public let nameFa: String
    public let nameEn: String
    public let provinceFa: String
    public let provinceEn: String
    /// ISO 3166-2 code of the province, `IR-23`.
    public let iso: String
    /// Telephone area code of the province, `021`.
    public let areaCode: String
    public let isCapital: Bool
    /// Degrees north × 10,000.
    public let latitudeE4: Int
    /// Degrees east × 10,000.
    public let longitudeE4: Int
    /// Other names that people write for it, in either language.
    public let aliases: [String]

    public init(
        nameFa: String, nameEn: String, provinceFa: String, provinceEn: String, iso: String, areaCode: String,
        isCapital: Bool, latitudeE4: Int, longitudeE4: Int, aliases: [String]
    ) {
        (self.nameFa, self.nameEn, self.aliases) = (nameFa, nameEn, aliases)
        (self.provinceFa, self.provinceEn, self.iso, self.areaCode) = (provinceFa, provinceEn, iso, areaCode)
        (self.isCapital, self.latitudeE4, self.longitudeE4) = (isCapital, latitudeE4, longitudeE4)
    }
}

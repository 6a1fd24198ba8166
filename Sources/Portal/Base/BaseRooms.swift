import Ground

/// The rooms of this wing that can be called.
package enum BaseRooms {
    package static var all: [any RoomRoutes.Type] {
        [
            ProductRoutes.self, ModelRoutes.self, ProductGroupRoutes.self, IntakeItemRoutes.self,
            IntakeAnswerRoutes.self,
            CustomerRoutes.self, PrivacyRoutes.self,
            MergeRoutes.self, WarrantyRuleRoutes.self, UnitListRoutes.self, WarrantyCardRoutes.self,
            ExchangeRoutes.self, UnitRoutes.self,
            UnitCorrectionRoutes.self, UnitMergeRoutes.self, LikenessRoutes.self,
            DealerRoutes.self, DealerEditRoutes.self, ShebaChangeRoutes.self, CollateralRoutes.self,
            AgencyRoutes.self, CourseRoutes.self, CertificateRoutes.self, LearningRoutes.self,
        ]
    }
}

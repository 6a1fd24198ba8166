import Ground

/// The rooms of this wing that can be called.
package enum CareRooms {
    package static var all: [any RoomRoutes.Type] {
        [
            TemplateRoutes.self, ServiceRoutes.self, OutlookRoutes.self, ContractRoutes.self, GivenRoutes.self,
            ReadingRoutes.self, SurveyRoutes.self, SurveyRuleRoutes.self, SurveyQuestionRoutes.self,
            SurveySettingRoutes.self, SurveyScoreRoutes.self, SurveyTopicRoutes.self,
            QualityRoutes.self, QualityPlanRoutes.self, QualityDealerRoutes.self, QualitySamplingRoutes.self,
            QualityParetoRoutes.self,
        ]
    }
}

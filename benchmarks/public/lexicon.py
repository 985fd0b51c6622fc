"""The words of which made-up French texts consist: everyday ones, and invented names.

An underscore stands for a space. Frequencies come from `words`: the order here is shuffled there.
"""


def _listed(words: str) -> list[str]:
    return words.split()


MASCULINE = _listed("""
candidat vote scrutin bulletin bureau parti message compte réseau sondage résultat débat
discours journaliste montage extrait contenu document fichier site média programme adversaire
maire député préfet juge tribunal recours signalement financement budget électeur citoyen
militant algorithme canal courriel dossier rapport témoignage contrôle procureur ministère
gouvernement pouvoir territoire quartier département canton référendum second_tour dépouillement
taux chiffre complot mensonge démenti détournement piratage soupçon
""")
FEMININE = _listed("""
vidéo campagne élection liste affiche procuration urne rumeur photo image voix plateforme page
publication chaîne source enquête plainte commission autorité décision procédure preuve
manipulation désinformation fraude ingérence menace pression fuite fausse_nouvelle information
vérification participation abstention candidature mairie région commune circonscription
assemblée majorité opposition coalition réforme loi sanction amende audience ordonnance requête
déclaration promesse polémique accusation riposte mobilisation opération séquence
""")
VERBS = _listed("""
affirmer dénoncer publier partager relayer contester annoncer montrer accuser viser diffuser
signaler retirer modifier manipuler truquer supprimer financer appeler demander confirmer
rejeter ordonner exiger observer constater révéler expliquer rappeler critiquer menacer cibler
imiter usurper inventer détourner amplifier masquer effacer archiver vérifier analyser juger
condamner
""")
ADJECTIVES = _listed("""
électoral national local politique public faux officiel étranger nouveau massif anonyme
coordonné mensonger illégal suspect récent important grave européen municipal législatif
présidentiel numérique viral truqué authentique précis régional judiciaire administratif citoyen
partisan violent trompeur automatique artificiel frauduleux
""")
LINKS = _listed("""
et donc mais aussi alors selon_lui en_effet par_ailleurs à_ce_stade hier aujourd'hui ce_matin
cette_semaine pourtant voilà je_crois_que il_faut_dire_que on_sait_que malgré_tout bien_sûr
vraiment en_direct pour_l'instant depuis_dimanche avant_le_vote après_le_dépouillement
""")
PLACES = _listed("""
Valmont Bréhan Sauvigny Morteau-les-Eaux Clairefont Hautbois Lanvalle Pontorge Serrigny Ombreval
Trévières Courlande Beauclair Montfaverge Rochebrune Vieuxport Aiglemont Fontbelle Marsange
Noirétang
""")
PREPOSITIONS = _listed("""
sur dans contre pour avec par devant
""")
SYLLABLES = _listed("""
ba be bo ca ce cha co da de du fa fi ga ge gui ha jo ju ka la le li lo ma me mi mo na ni no pa
pé ri ro sa sé ta ti va vé vi zo
""")
ENDINGS = ("", "", "n", "t", "x", "rd", "l")
VOWELS = frozenset("aeiouyéèêhâAEÉ")
PARTIES = [
    f"{kind} {of}"
    for kind in ("Parti", "Union", "Mouvement", "Alliance", "Rassemblement")
    for of in ("de l’Aurore", "des Rives", "du Phare", "des Clairières", "du Relais", "de l’Orme")
]
MEDIA = ["Le Sextant", "La Vigie du soir", "Canal Bréhan", "Radio Valmont", "L’Écho des Rives"]

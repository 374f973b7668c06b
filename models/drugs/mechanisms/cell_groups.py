"""Groups of cell classes by the transmitter of their terminals and by where their bodies lie."""

GABAERGIC = ("pv", "som", "ngf", "trn", "reticular_gabaergic", "spinal_gabaergic")
GLYCINERGIC = ("reticular_glycinergic", "spinal_glycinergic", "ia_interneuron", "renshaw")
INHIBITORY = (*GABAERGIC, *GLYCINERGIC)
CENTRAL = ("l23", "s1_e", "pt", "thalamocortical", "reticular", "giant", "spinal_excitatory", "propriospinal",
           "commissural")  # fmt: skip
AFFERENT = ("afferent_ia", "afferent_cutaneous", "afferent_auditory", "afferent_trigeminal", "afferent_visual")
EXCITATORY = (*CENTRAL, *AFFERENT)  # motoneurons apart: they release acetylcholine
SOMATIC = (*CENTRAL, *INHIBITORY, "motoneuron")  # cells with a body in the model

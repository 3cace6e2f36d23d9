{{%AUTOESCAPE context="HTML"}}
<h2 id="sources">[[article.sources]]</h2>
<ul class="sources" lang="en">
<li>Furlan A. D. et al. Massage for low-back pain. Cochrane Database of Systematic Reviews 2015, <a href="https://doi.org/10.1002/14651858.CD001929.pub3">CD001929.pub3</a>. 25 trials, 3096 people.</li>
<li>Cherkin D. C. et al. Annals of Internal Medicine 2011;155:1–9. 401 people with chronic low back pain.</li>
<li>Sherman K. J. et al. Annals of Family Medicine 2014;12:112–120. 228 people with chronic neck pain.</li>
<li>Gross A. et al. Massage for neck pain. Cochrane Database of Systematic Reviews 2024, <a href="https://doi.org/10.1002/14651858.CD004871.pub5">CD004871.pub5</a>. 33 trials, 1994 people.</li>
<li>Mak S. et al. Use of massage therapy for pain, 2018–2023. JAMA Network Open 2024;7:e2422259.</li>
<li>Miake-Lye I. M. et al. Massage for pain: an evidence map. <a href="https://doi.org/10.1089/acm.2018.0282">J Altern Complement Med 2019;25:475–502</a>.</li>
<li>Crawford C. et al. <a href="https://doi.org/10.1093/pm/pnw099">Pain Medicine 2016;17:1353–1375</a>.</li>
<li>Crane J. D. et al. Science Translational Medicine 2012. 11 young men.</li>
<li>White G. E. et al. <a href="https://doi.org/10.3390/jfmk5010009">J Funct Morphol Kinesiol 2020;5:9</a>. 9 athletes.</li>
<li>Cambron J. A. et al. <a href="https://doi.org/10.1089/acm.2006.6401">J Altern Complement Med 2007;13:793–796</a>.</li>
<li>Hartvigsen J. et al., Foster N. E. et al., Buchbinder R. et al. The Lancet low back pain series, 2018.</li>
<li>Quintner J. L. et al. Rheumatology 2015.</li>
<li>Li Y. et al. PLoS One 2014 (fibromyalgia).</li>
<li>French S. D. et al. Superficial heat or cold for low back pain. Cochrane Database of Systematic Reviews 2006, <a href="https://doi.org/10.1002/14651858.CD004750.pub2">CD004750</a>.</li>
<li>Houghton P. E. et al. Electrophysical agents: contraindications and precautions. Physiotherapy Canada 2010;62(5).</li>
<li>Society for Integrative Oncology and ASCO, guideline on pain in people with cancer, 2022.</li>
</ul>

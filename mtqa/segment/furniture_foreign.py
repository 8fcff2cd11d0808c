"""Page furniture in other languages: what is left of the source's page when only the article was translated.

A block counts if it is one of these wordings, whole, after the normalisation of :mod:`mtqa.segment.furniture`. In an
English article nobody writes them. Written down from knowledge: labels of news sites in each language, and the default translations
of WordPress.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["is_foreign_furniture"]

_WORDINGS: Final = {
    "de": "teilen|artikel teilen|auf (?:facebook|twitter|whatsapp|x) teilen|mehr lesen|weiterlesen|lesen sie auch(?: ?:.{0,150})?|mehr zum thema(?: ?:.{0,150})?|mehr dazu|das könnte sie (?:auch )?interessieren|"
    "(?:einen )?kommentar (?:schreiben|hinterlassen)|schreibe einen kommentar|\\d{0,5} ?kommentare?(?: \\(\\d{1,5}\\))?|anzeige|werbung|newsletter (?:abonnieren|bestellen)|jetzt (?:anmelden|abonnieren|registrieren)|"
    "datenschutz(?:erklärung)?|impressum|alle rechte vorbehalten|deine e-mail-adresse wird nicht veröffentlicht(?:\\. .{0,60})?|zur startseite|nach oben|startseite|suche|drucken|ähnliche (?:artikel|beiträge)",
    "fr": "partager(?: (?:l'article|cet article|sur .{1,20}))?|lire aussi(?: ?:.{0,150})?|à lire aussi(?: ?:.{0,150})?|lire la suite|lire plus|voir aussi(?: ?:.{0,150})?|laisser un commentaire|\\d{0,5} ?commentaires?|"
    "votre adresse e-?mail ne sera pas publiée(?:\\. .{0,60})?|s'abonner(?: .{0,30})?|s'inscrire (?:à|a) (?:la |notre )?newsletter|publicité|tous droits réservés|mentions légales|articles (?:liés|similaires|connexes)|sur le même sujet|accueil|"
    "retour en haut|imprimer|politique de confidentialité|accepter(?: (?:tout|les cookies))?|tout refuser|je m'abonne",
    "es": "compartir(?: (?:en .{1,20}|este artículo|esta noticia))?|leer (?:más|también)(?: ?:.{0,150})?|lea (?:también|más)(?: ?:.{0,150})?|(?:te|le) puede interesar(?: ?:.{0,150})?|noticias relacionadas|(?:deja|deje|dejar) un comentario|\\d{0,5} ?comentarios?|"
    "tu dirección de correo electrónico no será publicada(?:\\. .{0,60})?|publicidad|suscríb(?:ete|ase)(?: .{0,40})?|todos los derechos reservados|política de (?:privacidad|cookies)|artículos relacionados|inicio|seguir leyendo|ver más|volver arriba|aceptar(?: (?:todas?|cookies))?|iniciar sesión|más noticias|síguenos(?: .{0,40})?",
    "pt": "compartilh(?:ar|e)(?: .{0,30})?|partilhar|leia (?:mais|também)(?: ?:.{0,150})?|saiba mais|veja (?:mais|também)(?: ?:.{0,150})?|deixe um comentário|o seu endereço de e-?mail não será publicado(?:\\. .{0,60})?|publicidade|"
    "todos os direitos reservados|política de privacidade|notícias relacionadas|artigos relacionados|assine(?: .{0,40})?|continua (?:depois|após) da publicidade|siga-nos(?: .{0,40})?|aceitar(?: .{0,20})?",
    "it": "condividi(?: .{0,30})?|leggi (?:anche|tutto|di più)(?: ?:.{0,150})?|lascia un commento|il tuo indirizzo e-?mail non sarà pubblicato(?:\\. .{0,60})?|pubblicità|tutti i diritti riservati|articoli correlati|potrebbe interessarti(?: anche)?|"
    "iscriviti(?: .{0,40})?|informativa sulla privacy|\\d{0,5} ?commenti|accetta(?: tutti)?",
    "nl": "lees (?:meer|ook|verder)(?: ?:.{0,150})?|delen|deel (?:dit|op) .{1,30}|advertentie|geef een reactie|\\d{0,5} ?reacties|het e-mailadres wordt niet gepubliceerd(?:\\. .{0,60})?|alle rechten voorbehouden|meer over dit onderwerp|inloggen|privacybeleid",
    "sv da no": "läs (?:mer|också|även)(?: ?:.{0,150})?|dela(?: artikeln)?|annons|kommentarer|alla rättigheter reserverade|læs (?:mere|også)(?: ?:.{0,150})?|del artiklen|annonce|les (?:mer|også)(?: ?:.{0,150})?|del saken|annonse|alle rettigheter (?:reserveret|reservert)",
    "pl": "czytaj (?:także|więcej|też|dalej)(?: ?:.{0,150})?|udostępnij|reklama|\\d{0,5} ?komentarzy?|dodaj komentarz|wszelkie prawa zastrzeżone|zobacz (?:także|też|więcej)(?: ?:.{0,150})?|polityka prywatności|zaloguj(?: się)?|twój adres e-?mail nie zostanie opublikowany(?:\\. .{0,60})?",
    "cs sk": "čtěte (?:také|dále)(?: ?:.{0,150})?|číst (?:dále|více)|sdílet|reklama|napsat komentář|všechna práva vyhrazena|čítajte (?:aj|ďalej)(?: ?:.{0,150})?|zdieľať|všetky práva vyhradené",
    "ro": "citește (?:și|mai mult)(?: ?:.{0,150})?|citiți și(?: ?:.{0,150})?|distribuie|publicitate|lasă un (?:comentariu|răspuns)|toate drepturile rezervate|adresa ta de email nu va fi publicată(?:\\. .{0,60})?|articole similare",
    "tr": "devamını (?:oku|okuyun)|paylaş|ayrıca okuyun|reklam|yorum (?:yap|yaz|bırak)(?:ın)?|yorumlar|tüm hakları saklıdır|ilgili haberler|abone ol(?:un)?|haberin devamı(?: .{0,20})?|gizlilik politikası",
    "vi": "xem thêm(?: ?:.{0,150})?|chia sẻ|bài viết liên quan|tin liên quan|đọc thêm|bình luận|quảng cáo|đăng nhập|bản quyền .{1,60}",
    "id ms": "baca juga(?: ?:.{0,150})?|baca selengkapnya|bagikan|komentar|artikel terkait|berita terkait|lihat semua|ikuti kami(?: .{0,40})?|kongsi|iklan|hak cipta .{1,60}",
    "ru": "читайте также(?: ?:.{0,150})?|читать (?:далее|также|полностью|ещё|еще)(?: ?:.{0,150})?|подпис(?:ывайтесь|аться|ка)(?: .{0,40})?|поделиться(?: .{0,30})?|оставить комментарий|\\d{0,5} ?коммента(?:рии|рий|риев|рия)|реклама|все права защищены|по теме|"
    "на главную|новости партн[её]ров|войти|регистрация|фото: .{1,60}|источник: .{1,60}|теги: .{1,150}|ещ[её] по теме|смотрите также|ваш e-?mail не будет опубликован(?:\\. .{0,60})?|обязательные поля помечены \\*|пожаловаться|ответить",
    "uk": "читайте також(?: ?:.{0,150})?|поділит(?:ися|ись)|підписуйтесь(?: .{0,40})?|усі права захищено|реклама|коментарі|залишити коментар|фото: .{1,60}",
    "zh": "分享(?:到|至)?(?:微信|微博|朋友圈|facebook|twitter)?|相[关關](?:新[闻聞]|[阅閱][读讀]|[报報][道導]|文章|推荐|推薦|[链鏈][接結])|延伸[阅閱][读讀]|[责責]任[编編][辑輯] ?[:：]? ?\\S{0,12}|[编編][辑輯] ?[:：] ?\\S{1,12}|[来來]源 ?[:：] ?.{1,30}|更多(?:新[闻聞]|[内內]容|精彩)?|[评評][论論](?:\\(\\d{1,5}\\))?|"
    "[点點][击擊](?:查看|[进進]入|[阅閱][读讀])(?:更多|全文)?|返回(?:[顶頂]部|首[页頁])|版[权權](?:所有|[声聲]明)?.{0,40}|[扫掃]一[扫掃].{0,20}|[阅閱][读讀](?:原文|全文|更多)|[关關]注我[们們]|[广廣]告|收藏|打印|首[页頁]|下一[篇页頁]|上一[篇页頁]|未[经經]授[权權].{0,40}|原[标標][题題] ?[:：].{1,80}|登[录錄]|注[册冊]|[转轉][发發]|[举舉][报報]|字[号號]|[热熱][门門](?:推荐|推薦|新[闻聞])?|猜你喜[欢歡]",
    "ko": "댓글(?: ?\\d{1,5}| ?쓰기| ?남기기| ?\\(\\d{1,5}\\))?|공유(?:하기)?|기사 ?공유(?:하기)?|관련 ?(?:기사|뉴스|글)|무단 ?전재.{0,30}|저작권자?.{0,60}|구독(?:하기|신청)?|더 ?보기|로그인|회원가입|인쇄|글자 ?크기|많이 ?본 ?(?:뉴스|기사)|추천 ?(?:뉴스|기사)|광고|목록|맨 ?위로|홈|기사 ?(?:원문|제보)|좋아요(?: ?\\d{1,6})?|\\S{2,4} ?기자(?: ?\\S{1,30}@\\S{1,30})?|카카오톡|페이스북|트위터",
    "ja": "シェア(?:する)?|関連(?:記事|ニュース|リンク)|コメント(?:する|を(?:見る|書く|投稿))?|続きを(?:読む|見る)|もっと(?:見る|読む)|広告|ツイート|ランキング|おすすめ(?:記事)?|ログイン|会員登録|無断(?:転載|複製).{0,30}|印刷|この記事を(?:シェア|共有).{0,10}|あわせて読みたい|トップ(?:へ戻る|ページ)",
    "ar fa": "اقرأ (?:أيض[اً]{1,2}|المزيد)(?: ?:.{0,150})?|شارك(?:ها)?(?: .{0,30})?|مواضيع (?:ذات صلة|متعلقة)|أخبار ذات صلة|التعليقات|تعليقات?|إعلان|جميع الحقوق محفوظة|المزيد|بیشتر بخوانید|اشتراک گذاری|مطالب مرتبط",
}

_ANY: Final = re.compile("|".join(_WORDINGS.values()))


def is_foreign_furniture(normalised: str) -> bool:
    """Whether a block is page furniture in another language.

    Args:
        normalised: The block in lower case, without marks around it.
    """
    return _ANY.fullmatch(normalised) is not None
